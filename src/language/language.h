/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the listed languages two texts are written in, by the share of
 * their words that are function words of each; and what the words of one text
 * say about that, kept beside them for comparisons to come.
 */
#ifndef AL_LANGUAGE_H
#define AL_LANGUAGE_H

#include "language/lexicon.h"
#include "words/merge.h"

/* Languages that there is room for; there are fewer. */
#define AL_MOST_LANGUAGES 15

/* What the words of one text say about its language. Nothing changes once it is made. */
typedef struct al_language_survey {
    const al_word_list *list;
    uint16_t
        *functions; /* of each fold: the languages of which it is a function word, a bit each */
    uint32_t halves[AL_MOST_LANGUAGES]; /* twice the words that each may claim, in equal parts */
} al_language_survey;

/* Survey the words of a text. False when memory ends; the caller's to release, also then. */
bool al_language_survey_init(al_language_survey *survey, const al_word_list *list);
void al_language_survey_release(al_language_survey *survey);

/* The likeliest language of a surveyed text alone, or NULL. */
const al_language *al_language_of_text(const al_language_survey *survey);

/* The likeliest language, or NULL when fewer than one word in six is a function word of any. */
const al_language *al_language_guess(const al_forms *forms);

/* The same, by the surveys of both texts: another way to the same answer. */
const al_language *al_language_guess_surveyed(const al_forms *forms,
                                              const al_language_survey *const surveys[2]);

/* Whether the letters of a fold are a function word of the language, one of al_languages. */
bool al_language_function(const al_forms *forms, uint32_t fold, const al_language *language);

/*
 * The same of all folds, a byte each; and by the surveys of the texts whose lists were merged: the
 * survey of the second says it of the folds that `merge` leads to.
 */
void al_language_functions(const al_forms *forms, const al_language *language, uint8_t *out);
void al_language_functions_surveyed(const al_forms *forms,
                                    const al_language_survey *const surveys[2],
                                    const al_merge *merge, const al_language *language,
                                    uint8_t *out);

#endif
