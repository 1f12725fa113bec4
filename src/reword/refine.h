/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a seed to a passage: the best-scoring range of the one side against the
 * other, in turns, until nothing moves; then once more with the share of kept
 * words that this passage has.
 */
#ifndef AL_REFINE_H
#define AL_REFINE_H

#include "reword/evidence.h"

typedef struct al_candidate {
    al_words_range box; /* the seed */
    al_words_range words;
    double sum;     /* bits of the poorer side, those of its ends included */
    double order;   /* bits for standing in the same order; may be negative */
    double kept;    /* q */
    double rank;    /* its bits, for the order in which words are claimed */
    uint32_t aside; /* words of side 0 between it and where the alignment leads */
} al_candidate;

/*
 * Refine from the candidate's box; false when nothing stays, or from the second
 * round on less than `least` bits. Never enters closed words.
 */
bool al_refine(al_evidence *evidence, double least, al_candidate *candidate);

/* How far the matched words of side 1 stand in the order of side 0, in bits (in_order.c). */
double al_order_bits(al_evidence *evidence, const al_words_range *words);

/* The score of a candidate in bits, before calibration. */
double al_candidate_bits(const al_candidate *candidate);

#endif
