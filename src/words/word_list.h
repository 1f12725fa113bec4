/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text cut into words once, for comparing it with many others: its places,
 * its distinct words as vocables with how they fold, what stands between words,
 * and whether line-end hyphens part any. What a comparison wants to know of every
 * distinct word stands in columns, so that two lists are merged without asking
 * vocables, which lie all over the memory. All of it follows from the text alone,
 * and nothing changes once it is complete, so that threads may share it; what the
 * stages above find out about the words stands beside it (meaning/survey.h).
 *
 * A list is narrow or wide, by its text: numbers of 16 bits where they fit.
 */
#ifndef AL_WORD_LIST_H
#define AL_WORD_LIST_H

#include "words/column.h"
#include "words/vocabulary.h"
#include "words/words.h"
#include "base/must_check.h"

/*
 * Lists of longer texts are wide. Of so many bytes no word occurs more often than 16 bits can tell,
 * as two stand apart.
 */
#define AL_NARROW_MOST_BYTES (2 * UINT16_MAX)

/*
 * Likewise of more distinct words: as many folds, and the free slot of an index, still have numbers
 * of 16 bits.
 */
#define AL_NARROW_MOST_DISTINCT INT16_MAX

/* The bytes of a word; al_word_list_span() knows on which of two pages of 64 KiB it begins. */
typedef struct al_word_place {
    uint16_t start;
    uint16_t length;
} al_word_place;

typedef struct al_word_list {
    const almost_allocator *allocator;
    al_vocabulary *vocabulary; /* must outlive the list */
    bool wide;
    uint32_t n_words;
    uint32_t n_distinct;
    uint32_t n_spellings;     /* the distinct words and, behind them, folds that are none of them */
    uint32_t n_folds;         /* of the distinct words */
    uint32_t n_first_page;    /* words that begin on the first page; narrow lists only */
    uint32_t n_hyphens;       /* words that al_hyphenated() or al_torn() parts from the next */
    al_word_place *places;    /* of each word of a narrow list */
    al_word_span *spans;      /* of each word of a wide one */
    uint8_t *breaks;          /* of each word: the al_break before it */
    al_column words;          /* of each word: which of the distinct ones, by first occurrence */
    al_vocable **vocables;    /* of each spelling */
    void *columns;            /* the block in which what follows lies */
    al_column counts;         /* of each distinct word: its occurrences */
    al_column folds;          /* of each distinct word: its fold, by first occurrence */
    al_column fold_spellings; /* of each fold: which spelling it is */
    uint8_t *lengths;         /* of each distinct word; UINT8_MAX: as many bytes or more */
    uint8_t *fold_lengths;    /* of each fold, likewise */
    uint8_t *fold_letters;    /* of each fold: its code points, up to AL_MANY_LETTERS */
} al_word_list;

/*
 * Cut a text. On success *out is the caller's. MEMORY, or ENCODING where ICU is missing.
 */
AL_MUST_CHECK almost_status al_word_list_new(const almost_allocator *allocator,
                                             const almost_text *text, almost_words words,
                                             al_vocabulary *vocabulary, al_word_list **out,
                                             almost_error *error);
void al_word_list_free(al_word_list *list);

/* Where a word stands in the text. */
static inline al_word_span al_word_list_span(const al_word_list *list, uint32_t word)
{
    if (list->wide)
        return list->spans[word];
    uint32_t page = word < list->n_first_page ? 0 : UINT32_C(1) << 16;
    uint32_t start = page + list->places[word].start;
    return (al_word_span){start, start + list->places[word].length};
}

/* The places of all words in a row. */
void al_word_list_spans(const al_word_list *list, al_word_span *out);

/* The vocable of a fold. */
static inline al_vocable *al_word_list_fold(const al_word_list *list, uint32_t fold)
{
    return list->vocables[al_column_at(list->fold_spellings, fold)];
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
    return length < UINT8_MAX ? length : al_word_list_fold(list, fold)->length;
}

/* Bytes of memory that it takes. */
uint64_t al_word_list_size(const al_word_list *list);

/* Whether a byte behind a word can begin a line-end hyphen: a quick look before al_hyphenated(). */
static inline bool al_may_hyphenate(const char *bytes)
{
    unsigned char c = (unsigned char)bytes[0];
    return c == '-' || c == '=' || c == 0xC2 || c == 0xE2;
}

#endif
