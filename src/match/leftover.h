/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Anchors among the words that have found no place yet: by themselves they
 * are a small pair of their own in which shorter runs are rare enough to tell.
 */
#ifndef AL_LEFTOVER_H
#define AL_LEFTOVER_H

#include "base/must_check.h"
#include "match/kgrams.h"

/* Left over: what no anchor has yet, of either side. */
typedef struct al_leftover {
    al_stretches stretches[2];
    uint8_t *const *taken;  /* words that anchors have, a byte each; updated by a search */
    const al_kgrams *known; /* the k-grams of the whole pair; NULL: not known */
} al_leftover;

/*
 * Anchors between the stretches of side 0 and those of side 1: runs around
 * three words that are unique among them. They overlap neither each other nor
 * what is taken. `search` gets the number of places at which such a run could
 * have stood by chance, as log2.
 */
AL_MUST_CHECK almost_status al_leftover_anchors(const al_pair *pair,
                                                const almost_allocator *allocator,
                                                const al_leftover *left, al_anchors *out,
                                                float *search, almost_error *error);
void al_leftover_release(al_leftover *left, const almost_allocator *allocator);

#endif
