/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text as letters alone: lower case, without accents, spaces, punctuation and line ends. Words
 * that are split, joined, hyphenated or wrapped are the same letters then.
 */
#ifndef AL_LETTERS_H
#define AL_LETTERS_H

#include "base/memory.h"

#include <stdint.h>

enum {
    AL_LETTER_CODE = 31,    /* 1 to 26: a to z; 27 to 31: two digits each; other alphabets hashed */
    AL_LETTER_BEGINS = 128, /* of a letter that begins a word */
    AL_LETTER_TABLE = 0x3000,
    AL_LETTER_ASCII = 128
};

/* Which letter a code point is; made once for a corpus. */
typedef struct al_letter_table {
    uint8_t codes[AL_LETTER_TABLE]; /* 0: none; 255: it takes folding */
    /* What a character of ASCII makes of whether the next letter begins a word. */
    uint8_t keeps[AL_LETTER_ASCII], begins[AL_LETTER_ASCII];
} al_letter_table;

void al_letter_table_make(al_letter_table *table);

/*
 * The letters of `length` bytes of UTF-8 into `letters`, which has room for one more; returns how
 * many they are. `starts`, which may be NULL and has as much room, gets the byte at which each
 * stands. `*begins` is AL_LETTER_BEGINS where a text begins, and then whether the next letter of it
 * begins a word, so that it can come in pieces of whole characters. Han, kana and
 * Hangul are two letters a character, each of which begins a word.
 */
size_t al_letters_of(const al_letter_table *table, const char *bytes, size_t length,
                     uint8_t *begins, uint8_t *letters, uint32_t *starts);

#endif
