/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stretches of words that have found no place yet: in match, a stretch is a row of words between
 * anchors, or between words that have partners.
 */
#ifndef AL_STRETCHES_H
#define AL_STRETCHES_H

#include "match/anchors.h"
#include "base/must_check.h"

/* A stretch of words; the lists ascend. */
typedef struct al_stretch {
    uint32_t start;
    uint32_t end;
    uint32_t after; /* the places on the other side between which it would be in line */
    uint32_t before;
} al_stretch;

typedef struct al_stretches {
    al_stretch *items;
    size_t n;
    size_t capacity;
} al_stretches;

/* Add a stretch, unless it is too short to hold a seed. False when memory ends. */
AL_MUST_CHECK bool al_stretches_add(al_stretches *stretches, const almost_allocator *allocator,
                                    al_stretch stretch);

/*
 * The stretches between anchors (disjoint, ordered by side 1) that are not
 * neighbours on both sides: where they are, the gap between them is aligned as
 * a whole and needs no seeds, unless it is over `wide` words.
 */
AL_MUST_CHECK almost_status al_stretches_unsolved(const al_pair *pair,
                                                  const almost_allocator *allocator,
                                                  const al_anchors *anchors, uint32_t wide,
                                                  al_stretches stretches[2], almost_error *error);

#endif
