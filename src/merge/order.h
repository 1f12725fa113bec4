/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The atoms of the base in the order of the merge: every block stands behind its anchor, also where
 * that lies in a block itself. Blocks of one side behind one anchor keep that side's order, groups
 * of different sides stand in the order of the base.
 */
#ifndef AL_MERGE_ORDER_H
#define AL_MERGE_ORDER_H

#include "merge/blocks.h"

/* The numbers of `n_atoms` atoms in the new order; NULL when memory ends. Sorts the blocks. */
AL_MUST_CHECK uint32_t *al_merge_order_make(const almost_allocator *allocator,
                                            al_merge_blocks *blocks, uint32_t n_atoms);

#endif
