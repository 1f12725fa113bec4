/* SPDX-License-Identifier: Apache-2.0 */
/* The model of a tradition, and the pairs of its sequences by that model. */
#ifndef AL_LEARN_H
#define AL_LEARN_H

#include "collate/pairing.h"

/* Pairs of sequences, on their way or done. */
typedef struct al_pairings {
    const almost_allocator *allocator;
    const al_tradition *tradition;
    al_pairing *items; /* by x, then y */
    uint32_t n;
    uint32_t *numbers; /* of (x, y), x < y, at y * (y - 1) / 2 + x; UINT32_MAX: was left out */
} al_pairings;

/* Where a stage begins and ends in the whole of the work, 0 to 1. */
typedef struct al_shares {
    double from, to;
} al_shares;

/* Learn the model from some pairs. MEMORY, CANCELLED, TIMEOUT. */
AL_MUST_CHECK almost_status al_model_learn(al_model *model, const al_tradition *tradition,
                                           const al_collating *collating, almost_error *error);

/*
 * Fill all of pairings->items, each by one thread. The caller is told that the work is at `from` to
 * `to`. The same errors; pairings are the caller's.
 */
AL_MUST_CHECK almost_status al_pairings_fill(al_pairings *pairings, const al_model *model,
                                             const al_collating *collating, al_shares shares,
                                             almost_error *error);

/* Have all pairs of sequences, not yet filled. False when memory ends; nothing to release then. */
AL_MUST_CHECK bool al_pairings_all(al_pairings *pairings, const al_tradition *tradition);
void al_pairings_release(al_pairings *pairings);

/* Room for `n_pairs`, none of them there yet, and one pair, x < y. False likewise. */
AL_MUST_CHECK bool al_pairings_init(al_pairings *pairings, const al_tradition *tradition,
                                    size_t n_pairs);
void al_pairings_add(al_pairings *pairings, uint32_t x, uint32_t y);

/* The pairing of two sequences in either order, or NULL. */
static inline const al_pairing *al_pairings_get(const al_pairings *pairings, uint32_t a, uint32_t b)
{
    uint32_t x = a < b ? a : b, y = a < b ? b : a;
    uint32_t number = pairings->numbers[(size_t)y * (y - 1) / 2 + x];
    return number != UINT32_MAX ? &pairings->items[number] : NULL;
}

#endif
