/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/stretch_language.h"

#include "compare/language.h"
#include "text/cld.h"

#include <string.h>

/* Of running text two words in five are function words; of another language's, few by accident. */
static const double least_function = .12;

/* Fewer words may be a heading, a name, a quotation, and CLD2 would guess. */
enum { least_words = 40 };

/* Stretches without function words that are asked about: a text of nothing but tables has many. */
enum { most_asked = 256 };

bool al_stretch_languages_init(al_stretch_languages *languages, const al_comparing *work)
{
    const char *code = al_toucher_language(work->toucher);
    *languages = (al_stretch_languages){.work = work};
    if (*code != '\0') {
        languages->language = al_lexicon_language(code);
        languages->usual[0] = languages->usual[1] = languages->language->code;
        languages->function = al_allocate_zero(work->allocator, al_forms_folds(work->forms), 1);
        return languages->function != NULL;
    }
    for (int side = 0; side < 2; side++)
        languages->usual[side] =
            al_cld_detect(work->texts[side]->bytes, (size_t)work->texts[side]->length);
    return true;
}

void al_stretch_languages_release(al_stretch_languages *languages)
{
    al_release(languages->work->allocator, languages->function);
}

static bool is_function(al_stretch_languages *languages, uint32_t fold)
{
    uint8_t *known = &languages->function[fold];
    if (*known == 0)
        *known = 1 + al_language_function(languages->work->forms, fold, languages->language);
    return *known == 2;
}

const char *al_stretch_language(al_stretch_languages *languages, int side, al_range words)
{
    const al_comparing *work = languages->work;
    uint32_t n = words.end - words.start, function = 0;
    const char *usual = languages->usual[side];
    if (languages->language == NULL || work->language != NULL || n < least_words ||
        languages->asked >= most_asked)
        return usual;
    for (uint32_t i = words.start; i < words.end; i++)
        function += is_function(languages, work->folded[side][i]);
    if (function >= least_function * n)
        return usual;
    const al_word_span *spans = work->sides[side].spans;
    const char *start = work->texts[side]->bytes + spans[words.start].start;
    languages->asked++;
    const char *other = al_cld_detect(start, spans[words.end - 1].end - spans[words.start].start);
    return other != NULL ? other : usual;
}
