/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking terms up: a word by one hash, its terms by the lists that the word
 * has, one for each language that has any: two or three at most.
 */
#include "meaning/terms.h"

#include "language/lexicon.h"
#include "meaning/terms_made.h"

#include <string.h>

#ifdef __EMSCRIPTEN__
/* Here, since what nobody calls would not be linked. */
__attribute__((constructor)) static void make_tables(void)
{
    al_terms_make();
}
#endif

const al_term_language *al_terms_language(const char *code)
{
    for (uint32_t i = 0; code != NULL && i < al_term_languages_count; i++)
        if (strcmp(al_term_languages[i].code, code) == 0)
            return &al_term_languages[i];
    return NULL;
}

uint16_t al_terms_word(const char *letters, size_t length)
{
    if (length == 0 || length > UINT8_MAX)
        return 0;
    for (uint32_t at = al_lexicon_hash(letters, length) & al_term_mask;;
         at = (at + 1) & al_term_mask) {
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
    if (language == NULL)
        return (al_term_list){NULL, 0, 0};
    uint32_t number = (uint32_t)(language - al_term_languages);
    for (uint32_t i = al_term_words[word].starts; i < al_term_words[word + 1].starts; i++) {
        const al_term_start *start = &al_term_starts[i];
        if (start->language == number)
            return (al_term_list){al_terms + start->first, start->n, start->classes};
    }
    return (al_term_list){NULL, 0, 0};
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
