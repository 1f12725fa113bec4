/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many letters have to be put in, taken out or replaced to make one word of another
 * (Levenshtein 1966): a column of the table in the bits of two numbers, a letter of the other word
 * a step (Myers, JACM 1999, in Hyyrö's form, 2003). Who calls knows what a letter is, and tells of
 * each letter of the other word where the first one has it.
 */
#ifndef AL_EDITS_H
#define AL_EDITS_H

#include <assert.h>
#include <stdint.h>

enum { AL_EDITS_LETTERS = 64 /* of the first word at most */ };

typedef struct al_edits {
    uint64_t up, down; /* where the next cell of the column is one more, or one less */
    uint64_t last;     /* the bit of the last letter */
    uint32_t n;        /* edits between the first word and the letters so far */
} al_edits;

/* Before any letter of the other word; `n` letters of the first, 1 to 64. */
static inline al_edits al_edits_begin(uint32_t n)
{
    assert(n > 0 && n <= AL_EDITS_LETTERS);
    return (al_edits){~UINT64_C(0), 0, UINT64_C(1) << (n - 1), n};
}

/* Another letter, which the first word has at `places`, a bit each. */
static inline void al_edits_step(al_edits *edits, uint64_t places)
{
    uint64_t up = edits->up, down = edits->down;
    uint64_t diagonal = (((places & up) + up) ^ up) | places | down;
    uint64_t more = down | ~(diagonal | up), less = up & diagonal;
    edits->n += (more & edits->last) != 0;
    edits->n -= (less & edits->last) != 0;
    more = more << 1 | 1;
    edits->up = less << 1 | ~(diagonal | more);
    edits->down = more & diagonal;
}

#endif
