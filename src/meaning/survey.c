/* SPDX-License-Identifier: Apache-2.0 */
/* A text's surveys, each by the module that reads it; see survey.h. */
#include "meaning/survey.h"

#include "base/error.h"

static bool fill(al_survey *survey, const almost_text *text)
{
    const al_word_list *list = survey->list;
    survey->stretches = al_known_languages_new(list->allocator);
    return survey->stretches != NULL && al_language_survey_init(&survey->language, list) &&
           al_capital_survey_init(&survey->capitals, text, list) &&
           al_class_survey_init(&survey->classes, list, al_language_of_text(&survey->language));
}

almost_status al_survey_new(const almost_text *text, const al_word_list *list, al_survey **out,
                            almost_error *error)
{
    al_survey *survey = al_allocate_zero(list->allocator, 1, sizeof *survey);
    if (survey == NULL)
        return al_fail_memory(error);
    survey->list = list;
    if (!fill(survey, text)) {
        al_survey_free(survey);
        return al_fail_memory(error);
    }
    *out = survey;
    return ALMOST_OK;
}

void al_survey_free(al_survey *survey)
{
    if (survey == NULL)
        return;
    al_language_survey_release(&survey->language);
    al_class_survey_release(&survey->classes);
    al_capital_survey_release(&survey->capitals);
    al_known_languages_free(survey->stretches);
    al_release(survey->list->allocator, survey);
}

uint64_t al_survey_size(const al_survey *survey)
{
    const al_word_list *list = survey->list;
    return sizeof *survey + list->n_folds * sizeof *survey->language.functions +
           list->n_distinct * (sizeof *survey->classes.flags + sizeof *survey->capitals.words);
}
