/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in the generated tables; see lists.h. */
#include "speech/lists.h"

#include <string.h>

uint32_t al_speech_language(const char *code)
{
    for (uint32_t i = 0; code != NULL && i < al_speech_languages_count; i++)
        if (strcmp(al_speech_languages[i], code) == 0)
            return i;
    return UINT32_MAX;
}

const al_speech_word *al_speech_find(const char *letters, size_t length, uint32_t hash)
{
    for (uint32_t at = hash & al_speech_mask; al_speech_slots[at] != 0;
         at = (at + 1) & al_speech_mask) {
        const al_speech_word *word = &al_speech_words[al_speech_slots[at] - 1];
        if (word->length == length &&
            memcmp(al_speech_strings + word->letters, letters, length) == 0)
            return word;
    }
    return NULL;
}

uint64_t al_speech_classes(const al_speech_word *word, uint32_t language)
{
    if (word == NULL)
        return 0;
    for (uint32_t i = 0; i < word->n_uses; i++)
        if (al_speech_uses[word->uses + i].language == language)
            return al_speech_uses[word->uses + i].classes;
    return 0;
}
