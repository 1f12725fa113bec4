/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is told in other words, for reading: such a passage is a block, two
 * texts under or beside one another with what agrees marked, instead of a
 * confetti of changes. Of a summary the short stretch is a block, and the long
 * one is shown by its ends where it stands.
 *
 * Blocks take their bytes on both sides out of the changes: al_retold_step()
 * deals out what is left of each change and the blocks in their places.
 */
#ifndef AL_RETOLD_H
#define AL_RETOLD_H

#include "base/names.h"
#include "write/page.h"

/* A passage that is shown as a block, or the short stretch of a summary. */
typedef struct al_block {
    const almost_passage *passage;
    al_range taken[2]; /* bytes that it shows; of a summary, the long side is empty */
} al_block;

typedef struct al_retold {
    const almost_allocator *allocator;
    const almost_comparison *comparison;
    al_block *blocks; /* in the telling's order */
    size_t n_blocks;
    al_range *taken[2]; /* what blocks take of either side, in order, apart from one another */
    size_t n_taken[2];
    const almost_passage **summed[2]; /* summaries by where their long stretch begins */
    size_t n_summed[2];
} al_retold;

/* False when memory ends; then there is nothing to release. */
bool al_retold_init(al_retold *retold, const almost_comparison *comparison);
void al_retold_release(al_retold *retold);

/* Show no blocks: all changes are told in their places. */
void al_retold_drop_blocks(al_retold *retold);

/* The side of a summary that sums up the other. */
int al_retold_short_side(const almost_passage *summary);

/* The summary that tells this stretch of a side shortly, or NULL. */
const almost_passage *al_retold_summary(const al_retold *retold, int side, almost_span span);

/*
 * A walk through all changes in the telling's order. What is the same, or moves together, on both
 * sides is one piece, however many changes it is made of.
 */
typedef struct al_retold_walk {
    const al_retold *retold;
    size_t next;    /* change */
    size_t block;   /* the next one */
    uint32_t shown; /* bytes of the telling that are in blocks dealt out */
    bool opening;   /* whether the run of changes under way is the first of all */
    al_change rest; /* what is left of it */
    bool in_run;
    bool untold; /* the run has no bytes of the telling */
} al_retold_walk;

/* What comes next: a block, or else a piece of a change. */
typedef struct al_retold_step {
    const al_block *block; /* or NULL */
    al_change piece;
    uint64_t id; /* of the change that it is of; 0: it is the same, of one or more */
    bool first;  /* no other change stands before it, or behind it */
    bool last;
} al_retold_step;

void al_retold_walk_init(al_retold_walk *walk, const al_retold *retold);

/* False when all is dealt out. */
bool al_retold_next(al_retold_walk *walk, al_retold_step *step);

/* Whether a change leaves the words what they were. */
static inline bool al_retold_is_same(const al_change *change)
{
    return change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED;
}

/*
 * Feed one side of a block: words that agree marked, a long one by its ends
 * unless all is asked for. False when memory ends.
 */
bool al_retold_feed(const al_page *page, const al_block *block, int side, al_flow *flow);

#endif
