/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See language.h. Works on forms, not words, and of a long text only on the
 * common ones: function words are the commonest words of any text.
 */
#include "language/language.h"

#include <string.h>

#define MOST_BYTES 24 /* no function word is longer */

/*
 * The marks of a vocable, in 32 bits: the languages that have its letters in
 * their list, those in which they are a function word, and that it was asked.
 */
#define FUNCTION (UINT32_C(1) << AL_MOST_LANGUAGES)
#define KNOWN (UINT32_C(1) << 31)

/* What a list keeps of it for a fold: in which languages it is a function word, and that it was
 * asked. */
#define SURVEYED (UINT16_C(1) << AL_MOST_LANGUAGES)

/* From this many words on, rare forms are passed over. */
#define LONG_TEXTS 20000

/* Occurrences below which a form of texts with so many words is passed over. */
static uint64_t least_count(const al_forms *forms, uint64_t *words)
{
    uint32_t count = al_forms_count(forms);
    *words = 0;
    for (uint32_t i = 0; i < count; i++) {
        const al_form *form = al_forms_get(forms, i);
        *words += (uint64_t)form->count[0] + form->count[1];
    }
    return *words / LONG_TEXTS;
}

/* The languages that have a word, a bit each, whatever its accents. */
static uint32_t languages_of(const char *folded, size_t length, uint32_t hash)
{
    uint32_t languages = 0;
    for (uint32_t i = 0; i < al_languages_count && i < AL_MOST_LANGUAGES; i++) {
        const al_lexicon_word *word =
            al_lexicon_find(&al_languages[i], folded, length, hash, NULL, 0);
        if (word != NULL && word->classes != 0 && word->classes != AL_WORD_NUMBER)
            languages |= UINT32_C(1) << i;
    }
    return languages;
}

static bool is_function(const al_lexicon_word *word)
{
    const uint16_t classes =
        AL_WORD_FUNCTION | AL_WORD_DETERMINER | AL_WORD_MODAL | AL_WORD_NEGATES;
    return word != NULL && (word->classes & classes) != 0;
}

static bool is_function_word(const al_language *language, const char *letters, size_t length,
                             uint32_t hash)
{
    return is_function(al_lexicon_find(language, letters, length, hash, letters, length));
}

/* In which languages the letters are a function word, as marks; 0 where none knows them at all. */
static uint32_t functions_of(const char *letters, size_t length, uint32_t hash, bool *known)
{
    uint32_t marks = 0;
    for (uint32_t i = 0; i < al_languages_count && i < AL_MOST_LANGUAGES; i++) {
        const al_lexicon_word *word =
            al_lexicon_find(&al_languages[i], letters, length, hash, letters, length);
        *known |= word != NULL;
        marks |= is_function(word) ? FUNCTION << i : 0;
    }
    return marks;
}

/* What is asked of the letters of every text, once a vocable: see KNOWN and FUNCTION. */
static uint32_t marks_of(al_vocable *vocable)
{
    uint32_t marks = atomic_load_explicit(&vocable->marks, memory_order_relaxed);
    if (marks != 0)
        return marks;
    const char *letters = al_vocable_bytes(vocable);
    uint32_t hash = al_lexicon_hash(letters, vocable->length);
    bool known = false;
    marks = KNOWN | functions_of(letters, vocable->length, hash, &known);
    if (known) /* else it is in no list, with accents or without */
        marks |= languages_of(letters, vocable->length, hash);
    atomic_store_explicit(&vocable->marks, marks, memory_order_relaxed);
    return marks;
}

static uint32_t languages_of_form(const al_forms *forms, uint32_t number)
{
    char folded[4 * MOST_BYTES + 16];
    al_vocable *vocable = al_forms_vocable(forms, number);
    if (vocable != NULL)
        return marks_of(atomic_load_explicit(&vocable->fold, memory_order_acquire)) &
               (FUNCTION - 1);
    const al_form *form = al_forms_get(forms, number);
    size_t length =
        al_fold_word(form->bytes, form->length, AL_FOLD_EVERYTHING, folded, sizeof folded);
    return languages_of(folded, length, al_lexicon_hash(folded, length));
}

/* Credit occurrences to the languages that have a word, in equal parts; counted in halves. */
static void credit(uint64_t count, uint32_t languages, uint64_t *halves)
{
    uint64_t share = (languages & (languages - 1)) == 0 ? 2 * count : count;
    for (; languages != 0; languages &= languages - 1)
        halves[__builtin_ctz(languages)] += share;
}

/* By all forms, of long texts the common ones. Returns the number of words. */
static uint64_t count_forms(const al_forms *forms, uint64_t *halves)
{
    uint64_t words, least = least_count(forms, &words);
    for (uint32_t i = 0; i < al_forms_count(forms); i++) {
        const al_form *form = al_forms_get(forms, i);
        uint64_t count = (uint64_t)form->count[0] + form->count[1];
        if (form->length <= MOST_BYTES && form->length > 0 && count > least)
            credit(count, languages_of_form(forms, i), halves);
    }
    return words;
}

static const al_language *likeliest(const uint64_t *halves, uint64_t words)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < al_languages_count && i < AL_MOST_LANGUAGES; i++)
        if (halves[i] > halves[best])
            best = i;
    if (words == 0 || halves[best] * 3 < words || halves[best] == 0)
        return NULL;
    return &al_languages[best];
}

static void add_list(const al_word_list *list, uint64_t *halves)
{
    for (uint32_t i = 0; i < AL_MOST_LANGUAGES; i++)
        halves[i] += list->languages[i];
}

const al_language *al_language_of_list(const al_word_list *list)
{
    uint64_t halves[AL_MOST_LANGUAGES] = {0};
    add_list(list, halves);
    return likeliest(halves, list->n_words);
}

const al_language *al_language_guess(const al_forms *forms, const al_word_list *const lists[2])
{
    uint64_t halves[AL_MOST_LANGUAGES] = {0};
    uint64_t words = lists != NULL ? (uint64_t)lists[0]->n_words + lists[1]->n_words : LONG_TEXTS;
    if (words >= LONG_TEXTS)
        words = count_forms(forms, halves);
    else
        for (int side = 0; side < 2; side++)
            add_list(lists[side], halves);
    return likeliest(halves, words);
}

void al_language_survey(al_word_list *list)
{
    uint64_t halves[AL_MOST_LANGUAGES] = {0};
    for (uint32_t i = 0; i < list->n_folds; i++) {
        uint32_t marks = marks_of(list->vocables[list->fold_spellings[i]]);
        list->fold_functions[i] =
            (uint16_t)(SURVEYED | (marks >> AL_MOST_LANGUAGES & (SURVEYED - 1)));
    }
    for (uint32_t i = 0; i < list->n_distinct; i++) {
        al_vocable *fold = list->vocables[list->fold_spellings[list->folds[i]]];
        if (list->lengths[i] <= MOST_BYTES && list->lengths[i] > 0)
            credit(list->counts[i], marks_of(fold) & (FUNCTION - 1), halves);
    }
    for (uint32_t i = 0; i < AL_MOST_LANGUAGES; i++)
        list->languages[i] = (uint32_t)halves[i];
}

bool al_language_function(const al_forms *forms, uint32_t fold, const al_language *language)
{
    const uint16_t *functions = al_forms_all_functions(forms);
    if (functions != NULL && functions[fold] & SURVEYED)
        return functions[fold] >> (language - al_languages) & 1;
    al_vocable *vocable = al_forms_fold_vocable(forms, fold);
    if (vocable != NULL)
        return marks_of(vocable) >> (AL_MOST_LANGUAGES + (language - al_languages)) & 1;
    al_letters letters = al_forms_fold_letters(forms, fold);
    uint32_t hash = al_lexicon_hash(letters.bytes, letters.length);
    return is_function_word(language, letters.bytes, letters.length, hash);
}

void al_language_functions(const al_forms *forms, const al_language *language, uint8_t *out)
{
    const uint16_t *functions = al_forms_all_functions(forms);
    uint32_t n = al_forms_folds(forms), surveyed = 0, shift = (uint32_t)(language - al_languages);
    for (; functions != NULL && surveyed < n && functions[surveyed] & SURVEYED; surveyed++)
        out[surveyed] = functions[surveyed] >> shift & 1;
    for (uint32_t fold = surveyed; fold < n; fold++)
        out[fold] = al_language_function(forms, fold, language);
}
