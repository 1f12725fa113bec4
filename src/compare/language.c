/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See language.h. Works on forms, not words, and of a long text only on the
 * common ones: function words are the commonest words of any text.
 */
#include "compare/language.h"

#include <string.h>

#define MOST_LANGUAGES 15
#define MOST_BYTES 24 /* no function word is longer */

/*
 * The marks of a vocable, in 32 bits: the languages that have its letters in
 * their list, those in which they are a function word, and that it was asked.
 */
#define FUNCTION (UINT32_C(1) << MOST_LANGUAGES)
#define KNOWN (UINT32_C(1) << 31)

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

/* The languages that have a word, a bit each, whatever its accents. */
static uint32_t languages_of(const char *folded, size_t length, uint32_t hash)
{
    uint32_t languages = 0;
    for (uint32_t i = 0; i < al_languages_count && i < MOST_LANGUAGES; i++) {
        const al_lexicon_word *word =
            al_lexicon_find(&al_languages[i], folded, length, hash, NULL, 0);
        if (word != NULL && word->classes != 0 && word->classes != AL_WORD_NUMBER)
            languages |= UINT32_C(1) << i;
    }
    return languages;
}

static bool is_function_word(const al_language *language, const char *letters, size_t length,
                             uint32_t hash)
{
    const uint16_t classes =
        AL_WORD_FUNCTION | AL_WORD_DETERMINER | AL_WORD_MODAL | AL_WORD_NEGATES;
    const al_lexicon_word *word =
        al_lexicon_find(language, letters, length, hash, letters, length);
    return word != NULL && (word->classes & classes) != 0;
}

/* What is asked of the letters of every text, once a vocable: see KNOWN and FUNCTION. */
static uint32_t marks_of(al_vocable *vocable)
{
    uint32_t marks = atomic_load_explicit(&vocable->marks, memory_order_relaxed);
    if (marks != 0)
        return marks;
    uint32_t hash = al_lexicon_hash(vocable->bytes, vocable->length);
    marks = KNOWN | languages_of(vocable->bytes, vocable->length, hash);
    for (uint32_t i = 0; i < al_languages_count && i < MOST_LANGUAGES; i++)
        if (is_function_word(&al_languages[i], vocable->bytes, vocable->length, hash))
            marks |= FUNCTION << i;
    atomic_store_explicit(&vocable->marks, marks, memory_order_relaxed);
    return marks;
}

static uint32_t languages_of_form(const al_forms *forms, uint32_t number)
{
    char folded[4 * MOST_BYTES + 16];
    al_vocable *vocable = al_forms_vocable(forms, number);
    if (vocable != NULL)
        return marks_of(atomic_load_explicit(&vocable->fold, memory_order_acquire)) & (FUNCTION - 1);
    const al_form *form = al_forms_get(forms, number);
    size_t length =
        al_fold_word(form->bytes, form->length, AL_FOLD_EVERYTHING, folded, sizeof folded);
    return languages_of(folded, length, al_lexicon_hash(folded, length));
}

/* Credit a form's occurrences to the languages that have it, in equal parts. */
static void credit(const al_form *form, uint32_t languages, double *scores)
{
    double count = (double)form->count[0] + form->count[1];
    double share = count * ((languages & (languages - 1)) == 0 ? 1.0 : 0.5);
    for (uint32_t i = 0; languages != 0; i++, languages >>= 1)
        if (languages & 1)
            scores[i] += share;
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
            credit(form, languages_of_form(forms, i), scores);
    }
    for (uint32_t i = 1; i < al_languages_count && i < MOST_LANGUAGES; i++)
        if (scores[i] > scores[best])
            best = i;
    if (words == 0 || scores[best] * 6 < (double)words || scores[best] == 0)
        return NULL;
    return &al_languages[best];
}

bool al_language_function(const al_forms *forms, uint32_t fold, const al_language *language)
{
    al_vocable *vocable = al_forms_fold_vocable(forms, fold);
    if (vocable != NULL)
        return marks_of(vocable) >> (MOST_LANGUAGES + (language - al_languages)) & 1;
    al_letters letters = al_forms_fold_letters(forms, fold);
    uint32_t hash = al_lexicon_hash(letters.bytes, letters.length);
    return is_function_word(language, letters.bytes, letters.length, hash);
}
