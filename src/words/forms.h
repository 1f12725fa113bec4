/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distinct words as numbers. Each spelling that occurs gets a form number, in
 * order of first occurrence; each form knows its fold, which numbers the
 * folded spellings in the same way. Comparing words is comparing numbers; all
 * work on letters is done once a form, never once a word.
 */
#ifndef AL_FORMS_H
#define AL_FORMS_H

#include "words/fold.h"
#include "words/word_list.h"
#include "base/must_check.h"

typedef struct al_form {
    const char *bytes; /* in the text where it first occurs */
    uint32_t length;
    uint32_t fold;     /* number of its folded spelling, after al_forms_fold() */
    uint32_t count[2]; /* occurrences in side 0 and in side 1 */
} al_form;

/* The letters of a form or a fold. Borrowed from the forms. */
typedef struct al_letters {
    const char *bytes;
    uint32_t length;
} al_letters;

typedef struct al_forms al_forms;

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
 * outlive the forms and has AL_TEXT_PADDING bytes behind it.
 */
AL_MUST_CHECK almost_status al_forms_add(al_forms *forms, const almost_text *text, int side,
                                         const al_word_span *words, size_t n, uint32_t *numbers,
                                         almost_error *error);

/* Count `n` words for `side` whose numbers are known. */
void al_forms_copy(al_forms *forms, int side, const uint32_t *numbers, size_t n);

/*
 * Instead of al_forms_add(): number the words of two lists that share a
 * vocabulary and outlive the forms; numbers[s] has room for those of lists[s].
 */
AL_MUST_CHECK almost_status al_forms_merge(al_forms *forms, const al_word_list *const lists[2],
                                           uint32_t *const numbers[2], almost_error *error);

/* Make merged forms ready for al_forms_find(); MEMORY. */
AL_MUST_CHECK almost_status al_forms_index(al_forms *forms, almost_error *error);

/* The number, before al_forms_fold(), of a form with these bytes (16 readable behind them), or
 * UINT32_MAX. */
uint32_t al_forms_find(const al_forms *forms, const char *bytes, uint32_t length);

/*
 * Give every form its fold by the bits of `folds` (fold.h), once, when all
 * words are added. With no bits, folds are the forms themselves.
 */
AL_MUST_CHECK almost_status al_forms_fold(al_forms *forms, uint32_t folds, almost_error *error);

/* How many forms there are, and form number `form`. */
uint32_t al_forms_count(const al_forms *forms);
const al_form *al_forms_get(const al_forms *forms, uint32_t form);

/* How many folds there are, and the letters of fold number `fold`. */
uint32_t al_forms_folds(const al_forms *forms);
al_letters al_forms_fold_letters(const al_forms *forms, uint32_t fold);

/* The folded letters of a form. */
al_letters al_forms_letters(const al_forms *forms, uint32_t form);

/* The vocable of a form, and that of the letters of a fold; NULL when the forms were not merged. */
al_vocable *al_forms_vocable(const al_forms *forms, uint32_t form);
al_vocable *al_forms_fold_vocable(const al_forms *forms, uint32_t fold);

/* The vocabulary of merged forms, or NULL. */
al_vocabulary *al_forms_vocabulary(const al_forms *forms);

/* The list of a side of merged forms, or NULL. */
const al_word_list *al_forms_list(const al_forms *forms, int side);

/* The forms of the distinct words of the second list; those of the first are its distinct words. */
const uint32_t *al_forms_second(const al_forms *forms);

/* The vocables of the letters of all folds in a row; NULL when the forms were not merged. */
al_vocable *const *al_forms_all_vocables(const al_forms *forms);

/* The marks of al_language_survey() of all folds in a row; NULL when the forms were not merged. */
const uint16_t *al_forms_all_functions(const al_forms *forms);

/*
 * Code points, up to AL_MANY_LETTERS, of all folds in a row; NULL when the forms were not merged.
 */
const uint8_t *al_forms_all_letter_counts(const al_forms *forms);

/* The letters of all folds in a row; NULL where folds are the forms themselves. */
const al_letters *al_forms_all_letters(const al_forms *forms);

#endif
