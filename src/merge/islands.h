/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words in a row that a side kept between two of its edits. A comparison lets go of so few, which
 * chance may have made (compare/passages.h); where another side changed something among them, they
 * are what keeps the edits apart.
 */
#ifndef AL_MERGE_ISLANDS_H
#define AL_MERGE_ISLANDS_H

#include "merge/merge.h"

/*
 * Make clusters, and again with what each side may have kept inside of a conflict: where that
 * leaves none of the conflict, it holds, else the conflict stands as it was. False when memory
 * ends.
 */
AL_MUST_CHECK bool al_merge_islands_make(almost_merge *merge);

#endif
