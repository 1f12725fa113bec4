/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How characters of the basic plane fold. A record is four numbers: where in
 * the pool the typographic fold, the case fold and the fold without accents
 * stand, 0 for a character that stays as it is, and the bits below. In the
 * pool stands how many code points there are, then these.
 */
#ifndef AL_FOLD_TABLE_H
#define AL_FOLD_TABLE_H

#include <stdint.h>

enum {
    AL_POINT_EDGE = 1,    /* punctuation that AL_FOLD_EDGES removes */
    AL_POINT_MARK = 2,    /* an accent that AL_FOLD_ACCENTS removes */
    AL_POINT_COMPOSE = 4, /* may make one character with what stands before it */
    AL_POINT_HARD = 8     /* folds in a way that the table does not know: fold_more.h */
};

/* Of the version of Unicode that the table is of: characters that came later stay as they are. */
extern const uint8_t al_fold_unicode[2];

extern const uint8_t al_fold_index[1024];
extern const uint16_t al_fold_blocks[];
extern const uint16_t al_fold_records[];
extern const uint16_t al_fold_pool[];

/* The record of a code point up to 0xFFFF. */
static inline const uint16_t *al_fold_record(uint32_t code_point)
{
    uint32_t block = al_fold_index[code_point >> 6];
    return al_fold_records + 4 * al_fold_blocks[block << 6 | (code_point & 63)];
}

#endif
