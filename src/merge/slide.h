/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One place for what only one of two texts has. Of `the the`, for `the`, either may be the new one;
 * which of them a comparison takes hangs on what is far from there, and two sides that put in the
 * same word would be two edits at two gaps, and both be done.
 */
#ifndef AL_MERGE_SLIDE_H
#define AL_MERGE_SLIDE_H

#include "merge/revision.h"

/*
 * Slide what was put in, and what was dropped, where equal atoms at its ends allow it: to the place
 * with the greatest border before it (words/sentences.h), of several to the last. That hangs on the
 * atoms there and on nothing else. Linear in the atoms.
 */
void al_merge_slide(al_revision *revision, const almost_text *base,
                    const al_merge_atoms *base_atoms);

#endif
