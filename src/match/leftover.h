/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Anchors among the words that have found no place yet: laid end to end, they
 * are a small pair of their own in which shorter runs are rare enough to tell.
 */
#ifndef AL_LEFTOVER_H
#define AL_LEFTOVER_H

#include "match/anchors.h"

/* A stretch of words; the lists ascend. */
typedef struct al_stretch {
    uint32_t start;
    uint32_t end;
    uint32_t after;  /* the places on the other side between which it would be in line */
    uint32_t before;
} al_stretch;

typedef struct al_stretches {
    al_stretch *items;
    size_t n;
    size_t capacity;
} al_stretches;

/* Add a stretch, unless it is too short to hold a seed. False when memory ends. */
bool al_stretches_add(al_stretches *stretches, const almost_allocator *allocator,
                      al_stretch stretch);

/*
 * The stretches between anchors (disjoint, ordered by side 1) that are not
 * neighbours on both sides: where they are, the gap between them is aligned as
 * a whole and needs no seeds, unless it is over `wide` words.
 */
almost_status al_unsolved_stretches(const al_pair *pair, const almost_allocator *allocator,
                                    const al_anchors *anchors, uint32_t wide,
                                    al_stretches stretches[2], almost_error *error);

/*
 * Anchors between the stretches of side 0 and those of side 1: runs around
 * three words that are unique among them. They overlap neither each other nor
 * `taken`, which is updated. `search` gets the number of places at which such
 * a run could have stood by chance, as log2.
 */
almost_status al_leftover_anchors(const al_pair *pair, const almost_allocator *allocator,
                                  const al_stretches stretches[2], uint8_t *const taken[2],
                                  float least, al_anchors *out, float *search,
                                  almost_error *error);

#endif
