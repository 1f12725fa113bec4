/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See language.h. Works on forms, not words, and of a long text only on the
 * common ones: function words are the commonest words of any text.
 */
#include "compare/language.h"

#include <string.h>

#define MOST_LANGUAGES 16
#define MOST_BYTES 24 /* no function word is longer */

/* Occurrences below which a form of texts with so many words is passed over. */
static uint64_t least_count(const al_forms *forms, uint64_t *words)
{
    uint32_t count = al_forms_count(forms);
    *words = 0;
    for (uint32_t i = 0; i < count; i++) {
        const al_form *form = al_forms_get(forms, i);
        *words += (uint64_t)form->count[0] + form->count[1];
    }
    return *words / 20000;
}

/* Credit a form's occurrences to the languages that have it, in equal parts. */
static void credit(const al_form *form, double *scores)
{
    char folded[4 * MOST_BYTES + 16];
    bool has[MOST_LANGUAGES];
    uint32_t languages = 0;
    size_t length = al_fold_word(
        form->bytes, form->length,
        AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES, folded, sizeof folded);
    uint32_t hash = al_lexicon_hash(folded, length);
    for (uint32_t i = 0; i < al_languages_count && i < MOST_LANGUAGES; i++) {
        const al_lexicon_word *word =
            al_lexicon_find(&al_languages[i], folded, length, hash, NULL, 0);
        has[i] = word != NULL && word->classes != 0 && word->classes != AL_WORD_NUMBER;
        languages += has[i];
    }
    for (uint32_t i = 0; languages > 0 && i < al_languages_count && i < MOST_LANGUAGES; i++)
        if (has[i])
            scores[i] += ((double)form->count[0] + form->count[1]) * (languages == 1 ? 1.0 : 0.5);
}

const al_language *al_language_guess(const al_forms *forms)
{
    double scores[MOST_LANGUAGES] = {0};
    uint64_t words, least = least_count(forms, &words);
    uint32_t count = al_forms_count(forms), best = 0;
    for (uint32_t i = 0; i < count; i++) {
        const al_form *form = al_forms_get(forms, i);
        if (form->length <= MOST_BYTES && form->length > 0 &&
            (uint64_t)form->count[0] + form->count[1] > least)
            credit(form, scores);
    }
    for (uint32_t i = 1; i < al_languages_count && i < MOST_LANGUAGES; i++)
        if (scores[i] > scores[best])
            best = i;
    if (words == 0 || scores[best] * 6 < (double)words || scores[best] == 0)
        return NULL;
    return &al_languages[best];
}
