/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words of a row could be another spelling of one word, by the few
 * numbers that sketch them: bits, letters, and which letters. Fifteen million
 * pairs of words are looked at in a corpus of five thousand texts and nearly
 * none is one, so the loop has no branches and the compiler does several words
 * at a time.
 */
#ifndef AL_LIKELY_H
#define AL_LIKELY_H

#include <stdint.h>

/* Sketches in columns, each in an array of its own. */
typedef struct al_sketches {
    float *bits;
    int32_t *letters;
    uint32_t *signatures;
} al_sketches;

/* What two words must have to be likely. */
typedef struct al_likely_bounds {
    float bits;  /* more than this, the rarer of the two */
    float least; /* an edit may cost `edit_cost` of what they have beyond this */
    float edit_cost;
    int32_t most_edits;
    int32_t most_apart; /* letters that one is longer than the other */
    int32_t most_letters;
} al_likely_bounds;

/* Set marks[i] to 1 where row i of `words` and number `with` of `others` are likely. */
void al_likely_mark(const al_sketches *words, uint32_t n, const al_sketches *others, uint32_t with,
                    const al_likely_bounds *bounds, uint32_t *marks);

#endif
