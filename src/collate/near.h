/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of many sequences are near each other, without looking at all pairs word by word: by the
 * pairs of neighbouring words that both have.
 */
#ifndef AL_NEAR_H
#define AL_NEAR_H

#include "collate/guide.h"

/*
 * How much of the shorter of two sequences stands in the other: n * n numbers, by a sample of its
 * pairs of neighbouring words; the caller's to release. NULL when memory ends.
 */
double *al_near_likeness(const al_tradition *tradition);

/* A copy, as al_guide() uses its own up. NULL when memory ends, or of NULL. */
double *al_near_copy(const al_tradition *tradition, const double *likeness);

/*
 * Have the pairs that are near, not yet filled: each sequence with those that are most like it, and
 * of each merge the most alike ones across it, so that whatever is joined has pairs enough. False
 * when memory ends; nothing to release then.
 */
AL_MUST_CHECK bool al_pairings_near(al_pairings *pairings, const al_tradition *tradition,
                                    const double *likeness, const al_merge *merges);

#endif
