/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distinct words as numbers. Each spelling that occurs gets a form number, in
 * order of first occurrence; each form knows its fold, which numbers the
 * folded spellings in the same way. Comparing words is comparing numbers; all
 * work on letters is done once a form, never once a word.
 *
 * It is one table of columns with two builders: words are interned one by one
 * (al_forms_add(), forms.c), or two lists of words are merged (al_forms_merge(),
 * merge.h). Every column is there whichever it was. Only what other comparisons
 * found out about words is kept nowhere when they were interned: they have no
 * vocables then.
 */
#ifndef AL_FORMS_H
#define AL_FORMS_H

#include "base/must_check.h"
#include "text/text.h"
#include "words/fold.h"
#include "words/vocable_index.h"
#include "words/words.h"

/* Code points from which on words are as long as others. */
#define AL_MANY_LETTERS 7

typedef struct al_form {
    const char *bytes; /* in the text where it first occurs, or its vocable's */
    uint32_t length;
    uint32_t fold;     /* number of its folded spelling, after al_forms_fold() */
    uint32_t count[2]; /* occurrences in side 0 and in side 1 */
} al_form;

/* The letters of a fold. Borrowed from the forms. */
typedef struct al_letters {
    const char *bytes;
    uint32_t length;
} al_letters;

/* Filled by the builders, and read by means of the functions below. */
typedef struct al_forms {
    const almost_allocator *allocator;
    al_form *items;
    uint32_t n;
    size_t capacity;
    al_letters *letters;    /* of each fold */
    uint8_t *letter_counts; /* of each fold: code points, up to AL_MANY_LETTERS */
    uint32_t n_folds;
    uint32_t folded_by;          /* al_fold bits of the folds, when there are any */
    al_vocabulary *vocabulary;   /* where what is found out about words is kept; or NULL */
    al_vocable **vocables;       /* of each form; NULL without a vocabulary */
    al_vocable **fold_vocables;  /* those of the letters of each fold; NULL likewise */
    al_vocable_index index;      /* of the forms' vocables, for looking them up */
    struct al_interning *intern; /* what words are interned with (forms.c) */
} al_forms;

/*
 * `seed` makes the hashing unforeseeable to whoever writes the texts; form
 * numbers do not depend on it.
 */
AL_MUST_CHECK almost_status al_forms_new(const almost_allocator *allocator, uint64_t seed,
                                         al_forms **out, almost_error *error);
void al_forms_free(al_forms *forms);

/*
 * Before any words are added: how many different ones there may be, a guess that only saves time.
 */
void al_forms_expect(al_forms *forms, uint32_t n);

/*
 * Number `n` words of `text`, counted for `side`, into `numbers`. The text must
 * outlive the forms and has AL_TEXT_PADDING bytes behind it. False when memory ends.
 */
AL_MUST_CHECK bool al_forms_add(al_forms *forms, const almost_text *text, int side,
                                const al_word_span *words, size_t n, uint32_t *numbers);

/* Count `n` words for `side` whose numbers are known. */
void al_forms_copy(al_forms *forms, int side, const uint32_t *numbers, size_t n);

/* Make the forms ready for al_forms_find(); MEMORY. */
AL_MUST_CHECK almost_status al_forms_index(al_forms *forms, almost_error *error);

/* The number, before al_forms_fold(), of a form with these bytes (16 readable behind them), or
 * UINT32_MAX. */
uint32_t al_forms_find(const al_forms *forms, const char *bytes, uint32_t length);

/*
 * Give every form its fold by the bits of `folds` (fold.h), once, when all
 * words are added. With no bits, folds are the forms themselves.
 */
AL_MUST_CHECK almost_status al_forms_fold(al_forms *forms, uint32_t folds, almost_error *error);

/* Code points, up to AL_MANY_LETTERS; 8 bytes are readable. */
uint32_t al_count_letters(const char *bytes, uint32_t length);

/* How many forms there are, and form number `form`. */
static inline uint32_t al_forms_count(const al_forms *forms)
{
    return forms->n;
}

static inline const al_form *al_forms_get(const al_forms *forms, uint32_t form)
{
    return &forms->items[form];
}

/* How many folds there are, and the letters of fold number `fold`. */
static inline uint32_t al_forms_folds(const al_forms *forms)
{
    return forms->n_folds;
}

static inline al_letters al_forms_fold_letters(const al_forms *forms, uint32_t fold)
{
    return forms->letters[fold];
}

/* The letters, and how many they are, of all folds in a row. */
static inline const al_letters *al_forms_all_letters(const al_forms *forms)
{
    return forms->letters;
}

static inline const uint8_t *al_forms_all_letter_counts(const al_forms *forms)
{
    return forms->letter_counts;
}

/* Where what is found out about words is kept for other comparisons, or NULL. */
static inline al_vocabulary *al_forms_vocabulary(const al_forms *forms)
{
    return forms->vocabulary;
}

/* With whom it is kept: of a form, of the letters of a fold, and of all folds in a row; or NULL. */
static inline al_vocable *al_forms_vocable(const al_forms *forms, uint32_t form)
{
    return forms->vocables != NULL ? forms->vocables[form] : NULL;
}

static inline al_vocable *al_forms_fold_vocable(const al_forms *forms, uint32_t fold)
{
    return forms->fold_vocables != NULL ? forms->fold_vocables[fold] : NULL;
}

static inline al_vocable *const *al_forms_all_vocables(const al_forms *forms)
{
    return forms->fold_vocables;
}

#endif
