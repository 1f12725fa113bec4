/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text cut into words once, for comparing it with many others: its spans, its
 * distinct words as vocables, and which words a line-end hyphen parts. All of
 * it follows from the text alone. Immutable, so that threads may share it.
 */
#ifndef AL_WORD_LIST_H
#define AL_WORD_LIST_H

#include "text/vocabulary.h"
#include "text/words.h"

typedef struct al_word_list {
    const almost_allocator *allocator;
    al_vocabulary *vocabulary; /* must outlive the list */
    uint32_t n_words;
    uint32_t n_distinct;
    uint32_t n_hyphens;
    al_word_span *spans;
    uint32_t *words;       /* of each word: which of the distinct ones, by first occurrence */
    al_vocable **vocables; /* of each distinct word */
    uint32_t *counts;      /* of each distinct word: its occurrences */
    uint32_t *hyphens;     /* words that al_hyphenated() parts from the next, ascending */
} al_word_list;

/* Cut a text. On success *out is the caller's. MEMORY, or ENCODING where ICU is missing. */
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
