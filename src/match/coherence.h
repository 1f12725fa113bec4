/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Coherence: a run kept between two changes survives when
 *
 *     bits(run) >= AL_COHERENCE + log2(a b)
 *
 * with a and b the words of the single change that giving it up would make. A
 * run of probability 2^-bits is expected a b 2^-bits times by chance in such a
 * change (Karlin and Altschul, PNAS 1990), so that what is kept is expected
 * less than a quarter of a time.
 */
#ifndef AL_COHERENCE_H
#define AL_COHERENCE_H

#include "match/line_align.h"

/* 1 makes the fewest errors on texts of known origin, but keeps a lone `the`
   between two replaced words (3 x 3 words, 4.2 bits); 2 drops it. */
#define AL_COHERENCE 2.F

/* Words kept without a break on either side, and the change before them. */
typedef struct al_run {
    uint32_t start[2];
    uint32_t end[2];
    uint32_t change[2]; /* words in the change before the run */
    uint32_t size[2];   /* words of the run itself; others may stand among them, out of line */
    float bits;
    uint32_t previous;
    uint32_t next;
    bool enlarged; /* the change before it has grown: spell it again */
} al_run;

/*
 * Let go of runs that say no more than chance would, and spell what is left. False when
 * memory ends.
 */
bool al_line_cohere(al_aligner *aligner, al_words_range range, bool moved);

#endif
