/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in the generated tables; see lexicon.h. */
#include "language/lexicon.h"

#include <string.h>

const al_language *al_lexicon_language(const char *code)
{
    if (code == NULL)
        return NULL;
    for (uint32_t i = 0; i < al_languages_count; i++)
        if (strcmp(al_languages[i].code, code) == 0)
            return &al_languages[i];
    return NULL;
}

const char *almost_language_code(size_t index)
{
    return index < al_languages_count ? al_languages[index].code : NULL;
}

uint32_t al_lexicon_hash(const char *letters, size_t length)
{
    uint32_t hash = UINT32_C(0x811C9DC5);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)letters[i]) * UINT32_C(0x01000193);
    return hash;
}

static bool fits(const al_lexicon_word *word, const char *letters, size_t length, const char *exact,
                 size_t exact_length)
{
    if (word->length != length || memcmp(al_lexicon_strings + word->letters, letters, length) != 0)
        return false;
    if (word->exact == 0)
        return true;
    return exact != NULL && word->exact_length == exact_length &&
           memcmp(al_lexicon_strings + word->exact, exact, exact_length) == 0;
}

/* Words of one spelling stand before the others with their letters: the generator's order. */
const al_lexicon_word *al_lexicon_find(const al_language *language, const char *letters,
                                       size_t length, uint32_t hash, const char *exact,
                                       size_t exact_length)
{
    if (language == NULL)
        return NULL;
    for (uint32_t at = hash & language->mask; language->slots[at] != 0;
         at = (at + 1) & language->mask) {
        const al_lexicon_word *word = &al_lexicon_words[language->slots[at] - 1];
        if (fits(word, letters, length, exact, exact_length))
            return word;
    }
    return NULL;
}

const al_lexicon_number *al_lexicon_number_of(const al_lexicon_word *word)
{
    if (word == NULL || !(word->classes & AL_WORD_NUMBER))
        return NULL;
    return &al_lexicon_numbers[word->number];
}
