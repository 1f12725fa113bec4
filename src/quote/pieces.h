/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A path as pieces: stretches of a quotation that stand in one source in order. What is too slight
 * to be a piece is let go, and so is what two pieces claim at once. What is left is weighed.
 */
#ifndef AL_PIECES_H
#define AL_PIECES_H

#include "quote/path.h"

typedef struct al_piece {
    al_range words;  /* of the quotation: from its first word with a place to behind its last */
    al_range places; /* of the row */
    size_t source;
    uint32_t placed; /* words that have a place */
    float bits;      /* gained, less skips and words without a place inside */
} al_piece;

typedef struct al_pieces {
    const almost_allocator *allocator;
    al_piece *items; /* in the order of the quotation */
    size_t room;
    uint32_t n;
    uint32_t words;       /* of the quotation, those in brackets left out */
    uint32_t unexplained; /* of them: without a place */
    float bits;           /* gained by all words */
    float score;          /* T: bits less 10 a word without a place, skips and jumps */
    bool straight;        /* every word stands beside the one before, equal */
} al_pieces;

/* Settle a path, some of whose words lose their places. False when memory ends. */
AL_MUST_CHECK bool al_pieces_settle(al_pieces *pieces, const al_sources *sources,
                                    const al_quoted *quoted, al_path *path);
void al_pieces_release(al_pieces *pieces);

/* The place behind what a word of the quotation takes. */
static inline uint32_t al_place_end(const al_step_taken *step)
{
    return step->place + (step->step == AL_STEP_SPLIT ? 2 : 1);
}

/* The next word from i on, before `end`, that has a place; or `end`. */
static inline uint32_t al_next_placed(const al_path *path, uint32_t i, uint32_t end)
{
    while (i < end && path->steps[i].place == AL_NO_PLACE)
        i++;
    return i;
}

#endif
