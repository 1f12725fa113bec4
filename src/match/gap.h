/* SPDX-License-Identifier: Apache-2.0 */
/* The words of two stretches between anchors, aligned by longest common subsequences. */
#ifndef AL_GAP_H
#define AL_GAP_H

#include "match/pair.h"
#include "base/must_check.h"

/* Two sequences of words, each with its place in its text, both ascending. */
typedef struct al_gap {
    const uint32_t *words[2];
    const uint32_t *places[2];
    uint32_t n[2];
} al_gap;

/* Scratch memory for one thread; reused from gap to gap. */
typedef struct al_gap_work {
    const almost_allocator *allocator;
    uint64_t max_cells;
    uint32_t n_folds;
    uint64_t *masks;  /* of each fold, all zero between uses */
    uint32_t *counts; /* of each fold, all zero between uses; made when first needed */
    uint64_t *rows;   /* the stored table */
    size_t rows_capacity;
    uint8_t *carries;
    size_t carries_capacity;
    uint32_t *shared; /* words that both sides have, and their places */
    size_t shared_capacity;
    uint8_t *behind;
    size_t behind_capacity;
} al_gap_work;

bool al_gap_work_init(al_gap_work *work, const almost_allocator *allocator, uint32_t n_folds,
                      uint64_t max_cells);
void al_gap_work_release(al_gap_work *work);

/*
 * The longest common subsequence of a gap of at most max_cells cells, by
 * bit-parallel rows; sets partner[s][place] for both sides. False when memory ends.
 */
AL_MUST_CHECK bool al_lcs(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2]);

/*
 * The same for a gap of any size: exact where it can be, else good; *exact is
 * cleared in the second case. False when memory ends.
 */
AL_MUST_CHECK bool al_gap_align(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2],
                                bool *exact);

#endif
