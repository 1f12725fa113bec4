/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words of one text say about its language, its capitals and what they are, worked out
 * once beside the list of its words, in columns of as many rows: two texts that were surveyed are
 * compared without asking the vocables of either. Owned by whoever makes it; nothing changes once
 * it is made, so that threads may share it.
 */
#ifndef AL_SURVEY_H
#define AL_SURVEY_H

#include "base/must_check.h"
#include "language/known_language.h"
#include "language/language.h"
#include "meaning/capitals.h"
#include "meaning/classes.h"

typedef struct al_survey {
    const al_word_list *list; /* borrowed; must outlive the survey */
    al_language_survey language;
    al_class_survey classes;
    al_capital_survey capitals;
    al_known_languages *stretches; /* a store, which any thread may fill at any time */
} al_survey;

/* Survey a text by the list of its words. On success *out is the caller's. MEMORY. */
AL_MUST_CHECK almost_status al_survey_new(const almost_text *text, const al_word_list *list,
                                          al_survey **out, almost_error *error);
void al_survey_free(al_survey *survey);

/* Bytes of memory that it takes, without what is still to be found out. */
uint64_t al_survey_size(const al_survey *survey);

#endif
