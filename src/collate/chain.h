/* SPDX-License-Identifier: Apache-2.0 */
/* The heaviest set of cells of a table that goes down and to the right at every step. */
#ifndef AL_CHAIN_H
#define AL_CHAIN_H

#include "base/memory.h"
#include "base/must_check.h"

typedef struct al_cell {
    uint32_t a;
    uint32_t b;
    double weight; /* above 0 */
} al_cell;

/* Room that is kept from one call to the next; all zero to begin with, but for the allocator. */
typedef struct al_chain_room {
    const almost_allocator *allocator;
    double *best; /* by a Fenwick tree: the heaviest chain that ends before some b */
    uint32_t *last;
    uint32_t *before; /* of each cell: the one before it in its heaviest chain */
    uint32_t *order;
    size_t n_b;
    size_t n_last;
    size_t n_cells;
    size_t n_order;
} al_chain_room;

void al_chain_room_release(al_chain_room *room);

/*
 * Of `n` cells by ascending a and, for one a, descending b, all b below n_b: put the chosen ones to
 * the front, by ascending a. *weight gets what they weigh; *n_chosen how many they are. Among
 * chains of one weight the one is taken that was found first. O(n log n_b). False when memory ends.
 */
AL_MUST_CHECK bool al_chain(al_chain_room *room, al_cell *cells, size_t n, uint32_t n_b,
                            size_t *n_chosen, double *weight);

#endif
