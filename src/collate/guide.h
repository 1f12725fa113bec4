/* SPDX-License-Identifier: Apache-2.0 */
/* In which order sequences are put together: most alike first. */
#ifndef AL_GUIDE_H
#define AL_GUIDE_H

#include "collate/learn.h"

/* Two nodes that become one. Nodes 0 to n - 1 are the sequences, n + i is what merge i makes. */
typedef struct al_merge {
    uint32_t left; /* holds the sequence of the lower number */
    uint32_t right;
} al_merge;

/*
 * The n - 1 merges of `n` sequences by average linkage (UPGMA; Sokal and Michener 1958). `likeness`
 * has n * n numbers, symmetric, which are used up; a sequence weighs as many witnesses as it stands
 * for. False when memory ends.
 */
AL_MUST_CHECK bool al_guide(const al_tradition *tradition, double *likeness, al_merge *merges);

/* How alike sequences are by their pairs: n * n numbers, the caller's to release; or NULL. */
double *al_guide_likeness(const al_tradition *tradition, const al_pairings *pairings);

#endif
