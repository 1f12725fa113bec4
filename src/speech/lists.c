/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in the generated tables; see lists.h. */
#include "speech/lists.h"

#include "language/lexicon.h"

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

uint64_t al_speech_any_classes(const char *letters, size_t length)
{
    const al_speech_word *word = al_speech_find(letters, length, al_lexicon_hash(letters, length));
    uint64_t classes = 0;
    for (uint32_t i = 0; word != NULL && i < word->n_uses; i++)
        classes |= al_speech_uses[word->uses + i].classes;
    return classes;
}

/* Whether a line, which has a blank behind each name, has this one. */
static bool line_has(const char *line, const char *name, size_t length)
{
    for (; *line != '\n'; line = strchr(line, ' ') + 1)
        if (strncmp(line, name, length) == 0 && line[length] == ' ')
            return true;
    return false;
}

bool al_speech_short_forms_join(const char *a, size_t a_length, const char *b, size_t b_length)
{
    for (const char *line = al_speech_short_forms; *line != '\0'; line = strchr(line, '\n') + 1)
        if (line_has(line, a, a_length) && line_has(line, b, b_length))
            return true;
    return false;
}
