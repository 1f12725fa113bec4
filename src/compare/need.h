/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether there is memory for a comparison, before it is begun: a machine that swaps stands still,
 * and what is killed then is not always what asked for too much. What is needed is an estimate, by
 * the lengths of the texts first and by their words once these are known.
 */
#ifndef AL_NEED_H
#define AL_NEED_H

#include "base/must_check.h"
#include "compare/sides.h"

/* The memory that there is, asked for once and only where much is needed. */
typedef struct al_means {
    uint64_t bytes; /* UINT64_MAX: without a limit */
    bool known;
} al_means;

/* What two texts need at least, by their lengths; and all that they need, by their words. */
uint64_t al_need_of_texts(const al_slice slices[2]);
uint64_t al_need_of_words(const al_sides *sides);

/* Whether so much is there, and allowed. MEMORY when not. */
AL_MUST_CHECK almost_status al_need_check(const almost_environment *environment, uint64_t needed,
                                          al_means *means, almost_error *error);

#endif
