/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits of all sides, in the order of the merge, in clusters: those that touch the same atom, or
 * meet at the same gap. In each a side has a reading of the base's atoms there; one other reading
 * is taken, two are a conflict. Gaps are two apart where a block was put between, and at a blank
 * line, unless one side dropped what stands on both sides of it.
 */
#ifndef AL_MERGE_CLUSTERS_H
#define AL_MERGE_CLUSTERS_H

#include "merge/merge.h"

/* Make the tokens, conflicts and edits of a merge that has its order, in place of any that it has.
   False when memory ends. */
AL_MUST_CHECK bool al_merge_clusters_make(almost_merge *merge);

#endif
