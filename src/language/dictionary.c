/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in the packed lists; the arithmetic is that of tools/forms.py. See dictionary.h. */
#define XXH_INLINE_ALL
#include "language/dictionary.h"

#include "language/lists_apart.h"

#include <string.h>
#include <xxhash.h>

/* Shorter parts of a compound are taken for chance: “ei” ends many a word. */
enum { LEAST_NOUN = 4, LEAST_FIRST = 3 };

/* The finalizer of MurmurHash3. */
static uint64_t mix(uint64_t key, uint32_t seed)
{
    uint64_t value = key + seed * UINT64_C(0x9E3779B97F4A7C15);
    value = (value ^ value >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    value = (value ^ value >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
    return value ^ value >> 33;
}

static bool has(const al_filter *filter, const char *letters, size_t length)
{
    if (filter->fingerprints == NULL || length == 0)
        return false;
    uint64_t value = mix(XXH64(letters, length, 0), filter->seed);
    uint64_t first = (value >> 32) * ((uint64_t)filter->length * filter->segments) >> 32;
    uint64_t second = (first + filter->length) ^ (value >> 18 & (filter->length - 1));
    uint64_t third = (first + 2 * (uint64_t)filter->length) ^ (value & (filter->length - 1));
    const uint8_t *prints = filter->fingerprints;
    return (uint8_t)(value >> 29) == (prints[first] ^ prints[second] ^ prints[third]);
}

static const al_filter *list_of(const al_language *language, uint32_t kind)
{
    static const al_filter none = {NULL, 0, 0, 0};
    for (uint32_t i = 0; language != NULL && i < al_dictionaries_count; i++)
        if (memcmp(al_dictionaries[i].language, language->code, sizeof language->code) == 0) {
            AL_LISTS_WANT(i, al_dictionaries[i].language);
            return &al_dictionaries[i].filters[kind];
        }
    return &none;
}

static bool parts_words(char letter)
{
    return letter == '\'' || letter == '-';
}

/* Whether a word is of several parts and one of them is listed, and all but those of two bytes. */
static bool has_parts(const al_filter *filter, const char *letters, size_t length)
{
    size_t start = 0, n_parts = 0, n_listed = 0;
    for (size_t at = 0; at <= length; at++) {
        if (at < length && !parts_words(letters[at]))
            continue;
        bool listed = has(filter, letters + start, at - start);
        if (!listed && at - start > 2)
            return false;
        n_listed += listed;
        n_parts++;
        start = at + 1;
    }
    return n_parts > 1 && n_listed > 0;
}

bool al_dictionary_knows(const al_language *language, const char *letters, size_t length)
{
    const al_filter *forms = list_of(language, AL_DICTIONARY_FORMS);
    return has(forms, letters, length) || has_parts(forms, letters, length);
}

bool al_dictionary_has_name(const al_language *language, const char *letters, size_t length)
{
    return has(list_of(language, AL_DICTIONARY_NAMES), letters, length);
}

/* What joins the parts of German compounds: Arbeit-s-platz, Straße-n-bahn. */
static bool is_first(const al_filter *forms, const char *letters, size_t length)
{
    if (length >= LEAST_FIRST && has(forms, letters, length))
        return true;
    return length > LEAST_FIRST && (letters[length - 1] == 's' || letters[length - 1] == 'n') &&
           has(forms, letters, length - 1);
}

bool al_dictionary_is_noun(const al_language *language, const char *letters, size_t length)
{
    const al_filter *nouns = list_of(language, AL_DICTIONARY_NOUNS);
    if (nouns->fingerprints == NULL)
        return false;
    if (has(nouns, letters, length))
        return true;
    const al_filter *forms = list_of(language, AL_DICTIONARY_FORMS);
    if (has(forms, letters, length) || has_parts(forms, letters, length) ||
        al_dictionary_has_name(language, letters, length))
        return false;
    for (size_t at = LEAST_FIRST; at + LEAST_NOUN <= length; at++)
        if (has(nouns, letters + at, length - at) && is_first(forms, letters, at))
            return true;
    return false;
}
