/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far two documents go on alike from a place that they share: letters aligned with an affine
 * gap, given up where the score has fallen too far below the best (X-drop: Zhang, Berman and
 * Miller, RECOMB 1998). Where letters run on alike from the best, nothing else is followed.
 */
#ifndef AL_EXTEND_H
#define AL_EXTEND_H

#include "base/deadline.h"
#include "base/memory.h"
#include "base/must_check.h"

#include <stdint.h>

enum {
    AL_LETTER_SAME = 2,
    AL_LETTER_OTHER = -3,
    AL_GAP_OPEN = -3,
    AL_GAP_LETTER = -1,
    AL_WORD_END = 4 /* what an end is worth where a word ends on both sides */
};

/* Letters of either side, and what they score. */
typedef struct al_reach {
    uint32_t a, b;
    int32_t score;
} al_reach;

/* A column, in the row above and then in this one. */
typedef struct al_extended {
    int32_t best;
    int32_t vertical; /* the same where a gap ends there */
} al_extended;

/* A row to work in. All 0 at first; released by al_extender_release(). */
typedef struct al_extender {
    const almost_allocator *allocator;
    al_extended *cells;
    size_t capacity;
    al_clock clock; /* it is given up where this has run out */
} al_extender;

void al_extender_release(al_extender *extender);

/* One side: its letters from a place on, or before it. */
typedef struct al_strand {
    const uint8_t *letters; /* of the whole document */
    size_t n;
    size_t at;
} al_strand;

/*
 * Go on from two places, forwards or backwards, until the score is `drop` below the best. False
 * when memory ends, or the time of its clock. Either document has fewer than 2^30 letters.
 */
AL_MUST_CHECK bool al_extend(al_extender *extender, al_strand a, al_strand b, bool forwards,
                             int32_t drop, al_reach *out);

#endif
