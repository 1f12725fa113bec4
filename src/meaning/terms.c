/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking terms up: a word by one hash, its terms by bisection among those of
 * the language. What is found is kept with the form, so that it is done once a
 * form.
 */
#include "meaning/terms.h"

#include <string.h>

const al_term_language *al_terms_language(const char *code)
{
    for (uint32_t i = 0; code != NULL && i < al_term_languages_count; i++)
        if (strcmp(al_term_languages[i].code, code) == 0)
            return &al_term_languages[i];
    return NULL;
}

/* FNV-1a, as tools/terms.py has it. The table is const: nobody's input fills it. */
static uint32_t hash_of(const char *letters, size_t length)
{
    uint32_t hash = UINT32_C(0x811C9DC5);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)letters[i]) * UINT32_C(0x01000193);
    return hash;
}

uint16_t al_terms_word(const char *letters, size_t length)
{
    if (length == 0 || length > UINT8_MAX)
        return 0;
    for (uint32_t at = hash_of(letters, length) & al_term_mask;; at = (at + 1) & al_term_mask) {
        uint16_t number = al_term_slots[at];
        if (number == 0)
            return 0;
        const al_term_word *word = &al_term_words[number];
        if (word->length == length && memcmp(al_term_strings + word->letters, letters, length) == 0)
            return number;
    }
}

al_term_list al_terms_from(const al_term_language *language, uint16_t word)
{
    al_term_list found = {NULL, 0};
    if (language == NULL || word == 0)
        return found;
    const al_term *terms = al_terms + language->first;
    uint32_t low = 0, high = language->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (terms[middle].first < word)
            low = middle + 1;
        else
            high = middle;
    }
    found.terms = terms + low;
    while (low + found.n < language->n && terms[low + found.n].first == word)
        found.n++;
    return found;
}

uint16_t al_terms_group_named(const al_term_language *language, uint8_t term_class,
                              const char *name)
{
    for (uint32_t i = 0; language != NULL && i < language->n; i++) {
        const al_term *term = &al_terms[language->first + i];
        if (term->class == term_class && al_terms_group_is(term->group, name))
            return term->group;
    }
    return UINT16_MAX;
}

const char *al_terms_group_name(uint16_t group)
{
    return al_term_group_names + al_term_groups[group].name;
}

bool al_terms_group_is(uint16_t group, const char *name)
{
    return strcmp(al_terms_group_name(group), name) == 0;
}
