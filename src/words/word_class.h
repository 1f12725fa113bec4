/* SPDX-License-Identifier: Apache-2.0 */
/* The word break class of what stands at a byte of a text, stray bytes among it. */
#ifndef AL_WORD_CLASS_H
#define AL_WORD_CLASS_H

#include "base/utf8.h"
#include "text/text.h"
#include "words/word_table.h"

/* What windows-1252 has for a byte from 0x80 on. */
al_word_class al_stray_class(uint8_t byte);

/* The class of the character at a byte of the text, or of the blanks behind it. */
static inline al_word_class al_class_at(const almost_text *text, uint64_t at, uint32_t *size)
{
    uint8_t byte = (uint8_t)text->bytes[at];
    if (byte < 0x80) {
        *size = 1;
        return al_word_class_of(byte);
    }
    uint32_t point = al_decode(text->bytes, text->length + 1, at, size);
    if (point != AL_INVALID)
        return al_word_class_of(point);
    return *size > 1 ? AL_CLASS_LETTER : al_stray_class(byte);
}

/* Whether no word can reach across this byte, in either direction. `"` can stand between
   Hebrew letters. */
static inline bool al_is_barrier(uint8_t byte)
{
    if (byte >= 0x80 || byte == '"')
        return false;
    al_word_class class = al_word_class_of(byte);
    return class == AL_CLASS_OTHER || class == AL_CLASS_SPACE;
}

#endif
