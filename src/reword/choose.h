/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which seeds are looked at where there are more than time allows. Of two texts that repeat
 * themselves n times each passage has n * n seeds, of which n are wanted.
 */
#ifndef AL_CHOOSE_H
#define AL_CHOOSE_H

#include "reword/grid.h"

/*
 * Put the `most` seeds of *n first that are looked at, best first, and set *n to their number.
 * *whole is cleared when others than repeats were left out. False when memory ends.
 */
AL_MUST_CHECK bool al_seeds_choose(const al_evidence *evidence, al_box *seeds, size_t *n,
                                   size_t most, bool *whole);

#endif
