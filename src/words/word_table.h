/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Word break classes of UAX #29, as far as words need them. The table covers
 * the basic plane; what is HARD, and all beyond it, is left to ICU: scripts
 * that need a dictionary, kana, flags and emoji.
 */
#ifndef AL_WORD_TABLE_H
#define AL_WORD_TABLE_H

#include <stdint.h>

typedef enum al_word_class {
    AL_CLASS_OTHER = 0,
    AL_CLASS_SPACE = 1,
    AL_CLASS_LETTER = 2,
    AL_CLASS_DIGIT = 3,
    AL_CLASS_CONNECTOR = 4,  /* joins words but makes none: _ */
    AL_CLASS_MID_LETTER = 5, /* joins letters on both its sides: U+00B7 */
    AL_CLASS_MID_NUMBER = 6, /* joins digits: , ; */
    AL_CLASS_MID_BOTH = 7,   /* joins either: . ' U+2019 */
    AL_CLASS_EXTEND = 8,     /* belongs to the character before it: marks, format characters */
    AL_CLASS_JOINER = 9,     /* zero width joiner: the same, and joins a symbol after it */
    AL_CLASS_HEBREW = 10,    /* a letter that quotation marks may follow */
    AL_CLASS_SYMBOL = 11,    /* a word of its own */
    AL_CLASS_AT = 12,        /* @: joins as a letter does but makes no word */
    AL_CLASS_HARD = 13
} al_word_class;

/* Of the version of Unicode that the table is of: characters that came later are OTHER, whatever
   the ICU that is installed knows of them. */
extern const uint8_t al_word_class_unicode[2];

extern const uint8_t al_word_class_index[1024];
extern const uint8_t al_word_class_blocks[];

static inline al_word_class al_word_class_of(uint32_t code_point)
{
    if (code_point > 0xFFFF)
        return AL_CLASS_HARD;
    uint32_t block = al_word_class_index[code_point >> 6];
    return (al_word_class)al_word_class_blocks[block << 6 | (code_point & 63)];
}

#endif
