/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which language a stretch is: usually the one the texts are in as a whole.
 * Only a stretch of some length with hardly a function word of that language is
 * shown to CLD2, and only so many of them, since a table of figures looks like
 * that as well. What CLD2 said is kept with the text for other comparisons.
 */
#include "compare/stretch_language.h"

#include "language/language.h"
#include "language/known_language.h"

#include <math.h>

/* Of running text two words in five are function words; of another language's, few by accident. */
static const double least_function = .12;

/* Fewer words may be a heading, a name, a quotation, and CLD2 would guess. */
enum { least_words = 40 };

/* Stretches without function words that are asked about: a text of nothing but tables has many. */
enum { most_asked = 256 };

/* The language of a part of a side as CLD2 has it, perhaps known from other comparisons. */
static const char *shown_language(const al_sides *sides, int side, uint64_t start, uint64_t end)
{
    const al_survey *survey = sides->surveys[side];
    return al_known_language(survey != NULL ? survey->stretches : NULL, sides->side[side].text,
                             start, end);
}

bool al_stretch_languages_init(al_stretch_languages *languages, const al_sides *sides,
                               const char *code, bool asked_for)
{
    *languages = (al_stretch_languages){.sides = sides, .asked_for = asked_for};
    if (*code != '\0') {
        languages->language = al_lexicon_language(code);
        languages->usual[0] = languages->usual[1] = languages->language->code;
        if (sides->function != NULL && sides->guessed == languages->language)
            return true; /* all of them are known */
        languages->function = al_allocate_zero(sides->allocator, al_forms_folds(sides->forms), 1);
        return languages->function != NULL;
    }
    for (int side = 0; side < 2; side++)
        languages->usual[side] =
            shown_language(sides, side, sides->side[side].start, sides->side[side].end);
    return true;
}

void al_stretch_languages_release(al_stretch_languages *languages)
{
    al_release(languages->sides->allocator, languages->function);
}

static bool is_function(al_stretch_languages *languages, uint32_t fold)
{
    uint8_t *known = &languages->function[fold];
    if (*known == 0)
        *known = 1 + al_language_function(languages->sides->forms, fold, languages->language);
    return *known == 2;
}

/* Whether enough of the words are function words; the first ones mostly are. */
static bool has_function_words(al_stretch_languages *languages, int side, al_range words)
{
    const uint32_t *folded = languages->sides->folded[side];
    const uint8_t *function = languages->sides->function;
    bool known = languages->function == NULL;
    uint32_t least = (uint32_t)ceil(least_function * (words.end - words.start)), n = 0;
    for (uint32_t i = words.start; i < words.end && n < least; i++)
        n += known ? function[folded[i]] : is_function(languages, folded[i]);
    return n >= least;
}

const char *al_stretch_language(al_stretch_languages *languages, int side, al_range words)
{
    const char *usual = languages->usual[side];
    if (languages->language == NULL || languages->asked_for ||
        words.end - words.start < least_words || languages->n_asked >= most_asked ||
        has_function_words(languages, side, words))
        return usual;
    const al_word_span *spans = languages->sides->side[side].spans;
    languages->n_asked++;
    const char *other =
        shown_language(languages->sides, side, spans[words.start].start, spans[words.end - 1].end);
    return other != NULL ? other : usual;
}
