/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where in a segment words of a quotation stand close together and in its order: the lists of its
 * rarest words vote for diagonals, which are positions less the word's place in the quotation.
 */
#ifndef AL_TRACE_VOTE_H
#define AL_TRACE_VOTE_H

#include "quote/trace_nearby.h"
#include "quote/trace_query.h"

enum {
    AL_VOTE_KEYS = 32,
    AL_CANDIDATES = 24 /* that are kept, the best */
};

/* Scratch for one thread. */
typedef struct al_votes {
    const almost_allocator *allocator;
    uint32_t *positions; /* of the lists that vote, one behind the other; behind them another's */
    size_t positions_capacity;
    size_t n_positions; /* that vote */
    uint64_t *items;    /* the diagonal of each that has company, and below it its key's number */
    size_t capacity;
    uint64_t *sorting;
    size_t sorting_capacity;
    uint32_t n;
    al_nearby nearby;
} al_votes;

void al_votes_release(al_votes *votes);

/* A place where a quotation may stand. */
typedef struct al_candidate {
    uint32_t segment;
    uint32_t position; /* of a word of it */
    uint32_t word;     /* which word of the quotation stands there */
    float bits;        /* of the words whose keys meet here */
} al_candidate;

/* How many positions of a segment are read, about. */
typedef struct al_vote_budget {
    uint32_t voting;    /* of the rarest lists: each of their positions is a vote */
    uint32_t seconding; /* of all: those of further lists count where a vote is near */
} al_vote_budget;

typedef struct al_candidates {
    al_vote_budget budget;
    uint32_t n;
    al_candidate items[AL_CANDIDATES]; /* the heaviest first */
    double read; /* bits of all words whose lists were read, of the segment where they are most */
    bool all;    /* there was nothing more that could vote */
} al_candidates;

/*
 * Add the candidates of one segment, within out->budget. Errors: MEMORY, FORMAT (the segment is
 * broken).
 */
AL_MUST_CHECK almost_status al_vote(al_votes *votes, const almost_library *library,
                                    uint32_t segment, const al_query *query, al_candidates *out,
                                    almost_error *error);

#endif
