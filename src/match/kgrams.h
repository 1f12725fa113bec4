/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The runs of three words that both sides have, and the seeds among them. What
 * two texts share is worked out once; which of it is unique, and so a seed, is
 * asked again whenever fewer words are left.
 */
#ifndef AL_KGRAMS_H
#define AL_KGRAMS_H

#include "match/stretches.h"
#include "base/must_check.h"

enum { AL_KGRAM_WORDS = 3 };

/* One place where a k-gram stands. */
typedef struct al_kgram {
    uint32_t place;
    uint32_t number; /* equal ones have the same, on either side */
} al_kgram;

typedef struct al_kgrams {
    al_kgram *items[2]; /* of each side, by place */
    size_t n[2];
    struct al_single *singles; /* scratch of the search for seeds, of each number */
    size_t n_numbers;
} al_kgrams;

/*
 * All k-grams inside the stretches that may stand on both sides: all that do,
 * and some that stand on one. On failure, which is MEMORY, nothing is kept.
 */
AL_MUST_CHECK almost_status al_kgrams_find(const al_pair *pair, const almost_allocator *allocator,
                                           const al_stretches stretches[2], al_kgrams *out,
                                           almost_error *error);
void al_kgrams_release(al_kgrams *kgrams, const almost_allocator *allocator);

/*
 * Seeds inside the stretches, which may be narrower than those the k-grams were
 * found in: maximal runs around a k-gram that stands once in those of side 0,
 * in the order of side 1. No run leaves its stretches.
 */
AL_MUST_CHECK almost_status al_kgrams_seeds(const al_kgrams *kgrams, const al_pair *pair,
                                            const almost_allocator *allocator,
                                            const al_stretches stretches[2], al_anchors *out,
                                            almost_error *error);

#endif
