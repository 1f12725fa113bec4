/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distinct words as numbers. Each spelling that occurs gets a form number, in
 * order of first occurrence; each form knows its fold, which is the number of
 * the first form with the same folded letters. Comparing words is comparing
 * numbers; all work on letters is done once a form, never once a word.
 */
#ifndef AL_FORMS_H
#define AL_FORMS_H

#include "text/fold.h"
#include "text/words.h"

typedef struct al_form {
    const char *bytes; /* in the text where it first occurs */
    uint32_t length;
    uint32_t fold;     /* number of the first form that folds alike */
    uint32_t count[2]; /* occurrences in the original and in the telling */
} al_form;

/* Letters of one folded form; the forms with the same fold share them. */
typedef struct al_letters {
    const char *bytes;
    uint32_t length;
} al_letters;

typedef struct al_forms al_forms;

/* How many forms there are, and form number `form`. Borrowed until the next word is added. */
uint32_t al_forms_count(const al_forms *forms);
const al_form *al_forms_get(const al_forms *forms, uint32_t form);

/* The folded letters of a form, after al_forms_fold(). Borrowed. */
al_letters al_forms_letters(const al_forms *forms, uint32_t form);

#endif
