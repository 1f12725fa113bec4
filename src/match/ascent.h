/* SPDX-License-Identifier: Apache-2.0 */
/* The heaviest of the sets of items that stand in the same order on both sides. */
#ifndef AL_ASCENT_H
#define AL_ASCENT_H

#include "base/memory.h"
#include "base/must_check.h"

typedef struct al_weighted {
    uint32_t rank; /* in the order of side 0: below n_ranks, each once */
    double weight; /* not negative */
    bool chosen;   /* the answer */
} al_weighted;

/*
 * Mark the heaviest set of `items`, which stand in the order of side 1, whose
 * ranks ascend: a weighted longest increasing subsequence, in O(n log n) by a
 * Fenwick tree (1994). *weight gets what it weighs; may be NULL. False when
 * memory ends.
 */
AL_MUST_CHECK bool al_heaviest_ascent(const almost_allocator *allocator, al_weighted *items,
                                      size_t n, size_t n_ranks, double *weight);

#endif
