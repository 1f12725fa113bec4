/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text cut into words once, for comparing it with many others: its places,
 * its distinct words as vocables with how they fold, what stands between words,
 * and whether line-end hyphens part any. What a comparison wants to know of every
 * distinct word stands in columns, so that two lists are merged without asking
 * vocables, which lie all over the memory. All of it follows from the text alone.
 * Immutable once it is complete, but for what is left with `stretches`, so that
 * threads may share it.
 */
#ifndef AL_WORD_LIST_H
#define AL_WORD_LIST_H

#include "language/known_language.h"
#include "words/vocabulary.h"
#include "words/words.h"
#include "base/must_check.h"

/*
 * Longer texts have no list: they have many words for each distinct one, and
 * all here is of 16 bits. Of so many bytes no word occurs more often than those
 * can tell, as two stand apart.
 */
#define AL_WORD_LIST_MOST_BYTES (2 * UINT16_MAX)

/*
 * Distinct words: as many folds, and as many words of a second list, still have numbers of 16 bits.
 */
#define AL_WORD_LIST_MOST_DISTINCT INT16_MAX

/* Code points from which on words are as long as others. */
#define AL_MANY_LETTERS 7

/* Languages that there is room for; there are fewer. */
#define AL_MOST_LANGUAGES 15

/* The bytes of a word; al_word_list_span() knows on which of two pages of 64 KiB it begins. */
typedef struct al_word_place {
    uint16_t start;
    uint16_t length;
} al_word_place;

typedef struct al_word_list {
    const almost_allocator *allocator;
    al_vocabulary *vocabulary; /* must outlive the list */
    uint32_t n_words;
    uint32_t n_distinct;
    uint32_t n_spellings;  /* the distinct words and, behind them, folds that are none of them */
    uint32_t n_folds;      /* of the distinct words */
    uint32_t n_first_page; /* words that begin on the first page */
    uint32_t n_hyphens;    /* words that al_hyphenated() parts from the next */
    al_word_place *places; /* of each word */
    uint8_t *breaks;       /* of each word: the al_break before it */
    uint16_t *words;       /* of each word: which of the distinct ones, by first occurrence */
    al_vocable **vocables; /* of each spelling */
    uint16_t *counts;      /* of each distinct word: its occurrences; a block with what follows */
    uint16_t *folds;       /* of each distinct word: its fold, by first occurrence */
    uint16_t *fold_spellings;      /* of each fold: which spelling it is */
    uint16_t *fold_functions;      /* of each fold: left by al_language_survey() */
    uint16_t *classes;             /* of each distinct word: left by al_classes_survey() */
    uint8_t *lengths;              /* of each distinct word; UINT8_MAX: as many bytes or more */
    uint8_t *fold_lengths;         /* of each fold, likewise */
    uint8_t *fold_letters;         /* of each fold: its code points, up to AL_MANY_LETTERS */
    uint8_t *capitals;             /* of each distinct word: left by al_capitals_survey() */
    al_known_languages *stretches; /* what al_known_language() found out about the text */
    bool wrapped;                  /* left by al_capitals_survey() */
    const struct al_language *class_language; /* left by al_classes_survey() */
    uint32_t languages[AL_MOST_LANGUAGES];    /* left by al_language_survey() */
} al_word_list;

/*
 * Cut a text of at most AL_WORD_LIST_MOST_BYTES. On success *out is the caller's, or NULL where the
 * words do not fit into a list. MEMORY, or ENCODING where ICU is missing.
 */
AL_MUST_CHECK almost_status al_word_list_new(const almost_allocator *allocator,
                                             const almost_text *text, almost_words words,
                                             al_vocabulary *vocabulary, al_word_list **out,
                                             almost_error *error);
void al_word_list_free(al_word_list *list);

/* Where a word stands in the text. */
static inline al_word_span al_word_list_span(const al_word_list *list, uint32_t word)
{
    uint32_t page = word < list->n_first_page ? 0 : UINT32_C(1) << 16;
    uint32_t start = page + list->places[word].start;
    return (al_word_span){start, start + list->places[word].length};
}

/* The bytes of a distinct word, and of a fold. */
static inline uint32_t al_word_list_length(const al_word_list *list, uint32_t distinct)
{
    uint32_t length = list->lengths[distinct];
    return length < UINT8_MAX ? length : list->vocables[distinct]->length;
}

static inline uint32_t al_word_list_fold_length(const al_word_list *list, uint32_t fold)
{
    uint32_t length = list->fold_lengths[fold];
    return length < UINT8_MAX ? length : list->vocables[list->fold_spellings[fold]]->length;
}

/* Bytes of memory that it takes. */
uint64_t al_word_list_size(const al_word_list *list);

/* Whether a byte behind a word can begin a line-end hyphen: a quick look before al_hyphenated(). */
static inline bool al_may_hyphenate(const char *bytes)
{
    unsigned char c = (unsigned char)bytes[0];
    return c == '-' || c == 0xC2 || c == 0xE2;
}

/* Code points, up to AL_MANY_LETTERS; 8 bytes are readable. */
uint32_t al_count_letters(const char *bytes, uint32_t length);

#endif
