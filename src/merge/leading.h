/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A side that has moved all that the others have, and more. Of two neighbours that changed places
 * either may be said to have moved, so that the blocks of a finished merge are others than those of
 * the sides that it was made of; what stands before what does not hang on that.
 */
#ifndef AL_MERGE_LEADING_H
#define AL_MERGE_LEADING_H

#include "merge/merge.h"

/*
 * Where one side has in another order than the base all pairs of atoms that any side has so, and
 * what it has moved beyond another side is nothing that this one moved: leave its blocks alone,
 * which give its order. `blocks` has those of all sides, not settled. False when memory ends.
 */
AL_MUST_CHECK bool al_merge_leading_settle(almost_merge *merge);

#endif
