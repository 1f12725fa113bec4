/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text cut into words once, for comparing it with many others: its places,
 * its distinct words as vocables, and whether line-end hyphens part any. All of
 * it follows from the text alone. Immutable, so that threads may share it.
 */
#ifndef AL_WORD_LIST_H
#define AL_WORD_LIST_H

#include "text/vocabulary.h"
#include "text/words.h"

/* Longer texts have no list: they have many words for each distinct one, and offsets of 32 bits. */
#define AL_WORD_LIST_MOST_BYTES UINT16_MAX

typedef struct al_word_place {
    uint16_t start;
    uint16_t end;
} al_word_place;

typedef struct al_word_list {
    const almost_allocator *allocator;
    al_vocabulary *vocabulary; /* must outlive the list */
    uint32_t n_words;
    uint32_t n_distinct;
    uint32_t n_hyphens;    /* words that al_hyphenated() parts from the next */
    al_word_place *places; /* of each word: its bytes */
    uint16_t *words;       /* of each word: which of the distinct ones, by first occurrence */
    al_vocable **vocables; /* of each distinct word */
    uint16_t *counts;      /* of each distinct word: its occurrences */
} al_word_list;

/*
 * Cut a text of at most AL_WORD_LIST_MOST_BYTES. On success *out is the caller's. MEMORY, or
 * ENCODING where ICU is missing.
 */
almost_status al_word_list_new(const almost_allocator *allocator, const almost_text *text,
                               almost_words words, al_vocabulary *vocabulary, al_word_list **out,
                               almost_error *error);
void al_word_list_free(al_word_list *list);

/* Bytes of memory that it takes. */
uint64_t al_word_list_size(const al_word_list *list);

/* Whether a byte behind a word can begin a line-end hyphen: a quick look before al_hyphenated(). */
static inline bool al_may_hyphenate(const char *bytes)
{
    unsigned char c = (unsigned char)bytes[0];
    return c == '-' || c == 0xC2 || c == 0xE2;
}

#endif
