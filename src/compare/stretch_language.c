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

/* What other comparisons found out about a text. */
static al_known_languages *known_of(const al_comparing *work, int side)
{
    return work->surveys[side] != NULL ? work->surveys[side]->stretches : NULL;
}

bool al_stretch_languages_init(al_stretch_languages *languages, const al_comparing *work)
{
    const char *code = al_toucher_language(work->toucher);
    *languages = (al_stretch_languages){.work = work};
    if (*code != '\0') {
        languages->language = al_lexicon_language(code);
        languages->usual[0] = languages->usual[1] = languages->language->code;
        if (work->function != NULL && work->guessed == languages->language)
            return true; /* all of them are known */
        languages->asked_for = al_allocate_zero(work->allocator, al_forms_folds(work->forms), 1);
        return languages->asked_for != NULL;
    }
    for (int side = 0; side < 2; side++)
        languages->usual[side] =
            al_known_language(known_of(work, side), work->texts[side], work->slices[side].start,
                              work->slices[side].end);
    return true;
}

void al_stretch_languages_release(al_stretch_languages *languages)
{
    al_release(languages->work->allocator, languages->asked_for);
}

static bool is_function(al_stretch_languages *languages, uint32_t fold)
{
    uint8_t *known = &languages->asked_for[fold];
    if (*known == 0)
        *known = 1 + al_language_function(languages->work->forms, fold, languages->language);
    return *known == 2;
}

/* Whether enough of the words are function words; the first ones mostly are. */
static bool has_function_words(al_stretch_languages *languages, int side, al_range words)
{
    const uint32_t *folded = languages->work->folded[side];
    const uint8_t *function = languages->work->function;
    bool known = languages->asked_for == NULL;
    uint32_t least = (uint32_t)ceil(least_function * (words.end - words.start)), n = 0;
    for (uint32_t i = words.start; i < words.end && n < least; i++)
        n += known ? function[folded[i]] : is_function(languages, folded[i]);
    return n >= least;
}

const char *al_stretch_language(al_stretch_languages *languages, int side, al_range words)
{
    const al_comparing *work = languages->work;
    const char *usual = languages->usual[side];
    if (languages->language == NULL || work->language != NULL ||
        words.end - words.start < least_words || languages->asked >= most_asked ||
        has_function_words(languages, side, words))
        return usual;
    const al_word_span *spans = work->sides[side].spans;
    languages->asked++;
    const char *other = al_known_language(known_of(work, side), work->texts[side],
                                          spans[words.start].start, spans[words.end - 1].end);
    return other != NULL ? other : usual;
}
