/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the listed languages two texts are written in, by the share of
 * their words that are function words of each.
 */
#ifndef AL_LANGUAGE_H
#define AL_LANGUAGE_H

#include "compare/lexicon.h"
#include "text/forms.h"

/* The likeliest language, or NULL when fewer than one word in six is a function word of any. */
const al_language *al_language_guess(const al_forms *forms);

/* Whether the letters of a fold are a function word of the language, one of al_languages. */
bool al_language_function(const al_forms *forms, uint32_t fold, const al_language *language);

#endif
