/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two groups of sequences, each put together already, become one. Putting column a of the one upon
 * column b of the other is worth the sum, over their pairs of words, of the probability that the
 * two stand in one place less a price; what is sought is the heaviest set of columns that are in
 * order. That sum is the expected number of right pairs less a price for each, which is what F1
 * asks for, so that there is no penalty for gaps.
 */
#ifndef AL_JOIN_H
#define AL_JOIN_H

#include "collate/bounds.h"
#include "collate/chain.h"
#include "collate/learn.h"

#define AL_NO_WORD UINT32_MAX

/*
 * What a pair of words in one column costs: a pair is worth its row when it is likelier than this.
 * Measured: .1 to .3 give the same F1 within .003; .5 loses half of what respelt texts have in
 * common.
 */
#define AL_PRICE_OF_PAIR .2

/* A group of sequences in columns: in each, of each member, one word or none. */
typedef struct al_columns {
    uint32_t n;
    uint32_t n_members;
    uint32_t *members; /* sequences */
    uint32_t *words;   /* n rows of n_members: the number of a word in its sequence */
} al_columns;

void al_columns_release(al_columns *columns, const almost_allocator *allocator);

/* What all joins of a tradition have in common. */
typedef struct al_joining {
    const almost_allocator *allocator;
    const al_tradition *tradition;
    const al_pairings *pairings;
    uint32_t *places;       /* of each word: its column in the group that it is in now */
    size_t *firsts;         /* of each sequence: where its words begin in places */
    bool every_pair;        /* none was left out */
    const al_fixed *fixed;  /* what an editor has decided; NULL: nothing */
    const uint32_t *groups; /* of each sequence: its group, as places has it; NULL: there are two */
    al_watch *watch;
} al_joining;

/* Scratch for one thread; all zero to begin with. */
typedef struct al_join_room {
    struct al_crossing *crossings;
    size_t n_crossings, crossings_room;
    struct al_edge *edges;
    size_t n_edges, edges_room;
    struct al_edge *sorted;
    size_t sorted_room;
    uint32_t *counts;
    size_t counts_room;
    double *sums; /* of each column b, for the a in hand; all 0 between calls */
    size_t sums_room;
    uint32_t *touched;
    size_t touched_room;
    al_cell *cells;
    size_t n_cells, cells_room;
    al_chain_room chain;
    al_bounds bounds; /* where something is fixed */
    uint64_t work;    /* since the watch was looked at */
} al_join_room;

void al_join_room_release(al_join_room *room, const almost_allocator *allocator);

/* Columns that are one: of each column of a group its number in the joint group. */
typedef struct al_joint {
    const al_columns *a;
    const al_columns *b;
    const uint32_t
        *now; /* of each column of a: the column of b it is one with now; NULL: unknown */
    double worth_now;
    double worth; /* of the best; room->cells has its n_cells columns */
} al_joint;

/* Find the best way to join. False when memory ends or the watch stops it. */
AL_MUST_CHECK bool al_join_find(const al_joining *joining, al_join_room *room, al_joint *joint);

/* Note in places where the words of a group are. */
void al_join_note(const al_joining *joining, const al_columns *columns);

/* Make the group that was found: *columns is the caller's to release. */
AL_MUST_CHECK bool al_join_make(const al_joining *joining, const al_join_room *room,
                                const al_joint *joint, al_columns *columns);

#endif
