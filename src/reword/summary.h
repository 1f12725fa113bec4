/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A short telling of a long text leaves no diagonal: its words stand all over
 * the other text. So each word of the short side is held against the whole of
 * the other, and what the short text is about as a whole counts as chance: only
 * an island of shared words scores.
 */
#ifndef AL_SUMMARY_H
#define AL_SUMMARY_H

#include "reword/evidence.h"

typedef struct al_summary {
    al_range words;  /* of the short side */
    al_range source; /* of the other: what it tells */
    double bits;
} al_summary;

/*
 * The best summary of the other side that `side` holds; false when there is
 * none. `scores` has room for a number each of the side's words and gets what
 * each says, in bits.
 */
bool al_summary_find(al_evidence *evidence, int side, float *scores, al_summary *out);

/* How many runs of so many bits two unrelated texts have by chance. */
double al_summary_expected(double bits);

/*
 * Of what the summary's words say, the share that stands within a few words of
 * the ranges of the other side: that a passage there explains as well.
 */
double al_summary_explained(const al_evidence *evidence, int side, const al_summary *summary,
                            const float *scores, const al_range *ranges, size_t n);

#endif
