/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the listed languages two texts are written in, by the share of
 * their words that are function words of each.
 */
#ifndef AL_LANGUAGE_H
#define AL_LANGUAGE_H

#include "language/lexicon.h"
#include "words/forms.h"

/* Fill in what the words of one text say about its language: see al_word_list. */
void al_language_survey(al_word_list *list);

/* The likeliest language of a surveyed text alone, or NULL. */
const al_language *al_language_of_list(const al_word_list *list);

/*
 * The likeliest language, or NULL when fewer than one word in six is a function word of any.
 * `lists` are those that the forms were merged of, surveyed, or NULL.
 */
const al_language *al_language_guess(const al_forms *forms, const al_word_list *const lists[2]);

/* Whether the letters of a fold are a function word of the language, one of al_languages. */
bool al_language_function(const al_forms *forms, uint32_t fold, const al_language *language);

/* The same of all folds, a byte each. */
void al_language_functions(const al_forms *forms, const al_language *language, uint8_t *out);

#endif
