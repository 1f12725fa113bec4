/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has moved in one piece, so that a document can say that it moved: taken out as a whole in
 * the one place and put in as a whole in the other, perhaps with other words among it. Moves do
 * not overlap. All else that has moved goes and comes.
 */
#ifndef AL_REDLINE_WHOLE_MOVES_H
#define AL_REDLINE_WHOLE_MOVES_H

#include "redline/kept.h"

typedef struct al_whole_move {
    uint32_t passage;
    al_range original, telling; /* atoms, from letters to behind letters */
    bool fit;
} al_whole_move;

typedef struct al_whole_moves {
    const almost_allocator *allocator;
    al_whole_move *items; /* move number n is items[n - 1] */
    size_t n, room;
    uint32_t *by_passage; /* its number; 0: none */
    uint32_t passages;    /* one more than the highest */
} al_whole_moves;

/* False when memory ends; then there is nothing to release. */
AL_MUST_CHECK bool al_whole_moves_find(al_whole_moves *moves, const al_kept *kept);
void al_whole_moves_release(al_whole_moves *moves);

/* The number of the move that atoms of a passage are of, from 1 on; 0: none. */
static inline uint32_t al_whole_move_of(const al_whole_moves *moves, uint32_t passage)
{
    return passage < moves->passages ? moves->by_passage[passage] : 0;
}

#endif
