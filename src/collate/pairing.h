/* SPDX-License-Identifier: Apache-2.0 */
/* Two sequences: for each word of the one, the words of the other that may stand in its place. */
#ifndef AL_PAIRING_H
#define AL_PAIRING_H

#include "collate/fixed.h"
#include "collate/posterior.h"
#include "collate/watch.h"

typedef struct al_partner {
    uint32_t word; /* of y */
    float p;
} al_partner;

typedef struct al_pairing {
    uint32_t x; /* sequences: x < y */
    uint32_t y;
    uint32_t *starts; /* of each word of x: where its partners begin; n + 1 */
    al_partner *partners;
    bool whole; /* no block was too large to be weighed */
} al_pairing;

/* Blocks of more cells are cut at pins; those of unique words alone only above the second. */
enum { AL_FEW_CELLS = 4096, AL_MANY_CELLS = 262144 };

/* Scratch for one thread. */
typedef struct al_pairer {
    al_posterior posterior;
    const al_tradition *tradition;
    al_paired_list list;
    uint64_t most_cells; /* blocks of more are left alone */
    al_watch *watch;
    uint64_t work; /* since the watch was looked at */
    bool whole;
    const al_fixed *fixed; /* NULL: nothing */
    al_pin *together;      /* words of the two sequences in hand, by x */
    al_pin *apart;
    size_t n_together, n_apart, rooms[2];
} al_pairer;

AL_MUST_CHECK bool al_pairer_init(al_pairer *pairer, const al_model *model,
                                  const al_collating *collating);
void al_pairer_release(al_pairer *pairer);

/* Fill pairing->starts and partners of pairing->x and y. False when memory ends or the watch stops
 * it, as it was. */
AL_MUST_CHECK bool al_pairing_fill(al_pairing *pairing, al_pairer *pairer);
void al_pairing_release(al_pairing *pairing, const almost_allocator *allocator);

/* How much of the shorter sequence has partners, 0 to 1. */
double al_pairing_likeness(const al_pairing *pairing, const al_tradition *tradition);

#endif
