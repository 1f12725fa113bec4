/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One place for the ends of what was moved. Where a passage, what stood behind it, and what stands
 * behind it now begin with the same word, any of the three may have come along; which one a
 * comparison takes hangs on what is far from there, and two sides that moved the same passage would
 * have moved two.
 */
#ifndef AL_MERGE_SEAMS_H
#define AL_MERGE_SEAMS_H

#include "merge/revision.h"

/*
 * Shift
 * the seams of what was moved, where equal atoms beside them allow it, to the greatest borders
 * (words/sentences.h), of several to the last. Linear in the atoms.
 */
void al_merge_seams(al_revision *revision, const almost_text *base,
                    const al_merge_atoms *base_atoms);

#endif
