/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The probability that two words stand in one place, for all words of a block: a pair hidden Markov
 * model of three states, both words or one of either side, by forward and backward sums (Durbin and
 * others, Biological Sequence Analysis, 1998, chapter 4). Each row of sums is scaled by its
 * largest.
 */
#ifndef AL_POSTERIOR_H
#define AL_POSTERIOR_H

#include "collate/model.h"
#include "collate/pins.h"

/* Below this a pair of words is not kept: it would hardly ever be worth its row. */
#define AL_LEAST_PROBABILITY .01F

typedef struct al_paired {
    uint32_t x;
    uint32_t y;
    float p;
} al_paired;

/* Pairs of words as they are found. */
typedef struct al_paired_list {
    al_paired *items;
    size_t n;
    size_t room;
} al_paired_list;

/* Scratch for one thread. */
typedef struct al_posterior {
    const almost_allocator *allocator;
    const al_model *model;
    al_likeness likeness;
    float *cells; /* of each cell: its ratio, and its forward sum */
    size_t n_cells;
    double *rows;
    size_t n_rows;
    const al_pin *apart; /* words of the two sequences that do not stand in one place; by x */
    size_t n_apart;
} al_posterior;

AL_MUST_CHECK bool al_posterior_init(al_posterior *posterior, const al_model *model);
void al_posterior_release(al_posterior *posterior);

/*
 * Append the pairs of a block to the list, by ascending x and y, counted from x0 and y0. `ends`:
 * behind it stands a pin. False when memory ends.
 */
AL_MUST_CHECK bool al_posterior_add(al_posterior *posterior, const al_block *block, al_pin origin,
                                    bool ends, al_paired_list *list);

#endif
