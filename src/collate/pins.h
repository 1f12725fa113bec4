/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pins: words of two sequences that are taken to stand in one place without being weighed, so that
 * only what lies between them is. They are the middle words of runs of k words that occur once on
 * either side, in the longest chain that is in order: what moved is no pin.
 */
#ifndef AL_PINS_H
#define AL_PINS_H

#include "base/memory.h"
#include "base/must_check.h"
#include "collate/chain.h"

/* Some words of two sequences. */
typedef struct al_block {
    const uint32_t *x;
    const uint32_t *y;
    uint32_t n_x;
    uint32_t n_y;
} al_block;

typedef struct al_pin {
    uint32_t x;
    uint32_t y;
} al_pin;

enum { AL_LONGEST_RUN = 5 };

/*
 * The pins of a block by runs of k words, 1 to AL_LONGEST_RUN; the caller's to release, ascending
 * on both sides. With k of 0, for blocks that hold nothing unique, equal words that are rare on
 * either side, in the heaviest chain, a word weighing the more the rarer it is. False when memory
 * ends.
 */
AL_MUST_CHECK bool al_pins_find(const almost_allocator *allocator, const al_block *block, int k,
                                const double *shares, al_pin **pins, size_t *n_pins);

#endif
