/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the sides of a merge moved. The kept atoms of a side fall into runs in which nothing of the
 * base is passed over but what the side dropped; the heaviest set of runs that stand in the order
 * of the base is its main line, each other run is a moved block.
 */
#ifndef AL_MERGE_BLOCKS_H
#define AL_MERGE_BLOCKS_H

#include "merge/revision.h"

typedef struct al_merge_block {
    uint32_t first, last; /* atoms of the base, both included */
    uint32_t anchor;      /* the atom of the base that it stands behind */
    uint32_t revision;    /* who moved it, or one of those */
    uint32_t rank;        /* among the blocks of its revision, in its order */
    uint32_t group;       /* blocks of one revision behind one anchor: the least `first` of them */
    uint64_t sides;       /* all who moved it: bits by their numbers */
} al_merge_block;

/* Two revisions moved the same text to different places; the first is done. */
typedef struct al_merge_apart {
    al_merge_block done;
    al_merge_block other;
} al_merge_apart;

typedef struct al_merge_blocks {
    al_merge_block *items;
    size_t n, capacity;
    al_merge_apart *apart;
    size_t n_apart, apart_capacity;
} al_merge_blocks;

void al_merge_blocks_release(al_merge_blocks *blocks, const almost_allocator *allocator);

/* Add what a revision, number `number`, moved. False when memory ends. */
AL_MUST_CHECK bool al_merge_blocks_find(al_merge_blocks *blocks, const almost_allocator *allocator,
                                        const al_merge_atoms *base, const al_revision *revision,
                                        uint32_t number);

/*
 * Settle what all of them moved: the same block counts once, of blocks that overlap the first in
 * the order of the base is done, and so are no blocks that stand behind each other in a ring. What
 * is left is in the order of the base, without overlap. False when memory ends.
 */
AL_MUST_CHECK bool al_merge_blocks_settle(al_merge_blocks *blocks,
                                          const almost_allocator *allocator);

/* Of blocks that are settled, in the order of the base, the one that an atom lies in, or blocks->n.
 */
size_t al_merge_blocks_at(const al_merge_blocks *blocks, uint32_t atom);

#endif
