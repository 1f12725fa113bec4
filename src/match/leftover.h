/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Anchors among the words that have found no place yet: by themselves they
 * are a small pair of their own in which shorter runs are rare enough to tell.
 */
#ifndef AL_LEFTOVER_H
#define AL_LEFTOVER_H

#include "match/kgrams.h"
#include "base/must_check.h"

/*
 * Anchors between the stretches of side 0 and those of side 1: runs around
 * three words that are unique among them. They overlap neither each other nor
 * `taken`, which is updated. `known`: the k-grams of the whole pair, or NULL
 * when they are not known. `search` gets the number of places at which such a
 * run could have stood by chance, as log2.
 */
AL_MUST_CHECK almost_status
al_leftover_anchors(const al_pair *pair, const almost_allocator *allocator, const al_kgrams *known,
                    const al_stretches stretches[2], uint8_t *const taken[2], float least,
                    al_anchors *out, float *search, almost_error *error);

#endif
