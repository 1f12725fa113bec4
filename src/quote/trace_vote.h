/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where in a segment words of a quotation stand close together and in its order: the lists of its
 * rarest words vote for diagonals, which are positions less the word's place in the quotation.
 */
#ifndef AL_TRACE_VOTE_H
#define AL_TRACE_VOTE_H

#include "quote/trace_query.h"

enum { AL_VOTE_KEYS = 32 };

/* Scratch for one thread. */
typedef struct al_votes {
    const almost_allocator *allocator;
    uint32_t *positions;
    size_t positions_capacity;
    struct al_cast_vote *votes;
    size_t votes_capacity;
    uint32_t n;
    char *table; /* masks of keys by buckets of diagonals */
    size_t table_capacity;
} al_votes;

void al_votes_release(al_votes *votes);

/* A place where a quotation may stand. */
typedef struct al_candidate {
    uint32_t segment;
    uint32_t position; /* of a word of it */
    uint32_t word;     /* which word of the quotation stands there */
    float bits;        /* of the keys that meet here */
} al_candidate;

typedef struct al_candidates {
    const almost_allocator *allocator;
    al_candidate *items;
    size_t n;
    size_t capacity;
    uint32_t budget; /* positions to be read of a segment, about */
    double read; /* bits of all keys whose lists were read, of the segment where they are most */
    bool all;    /* there was nothing more to read */
} al_candidates;

/*
 * Add the candidates of one segment, reading out->budget positions. Errors: MEMORY, FORMAT
 * (the segment is broken).
 */
AL_MUST_CHECK almost_status al_vote(al_votes *votes, const almost_library *library,
                                    uint32_t segment, const al_query *query, al_candidates *out,
                                    almost_error *error);

#endif
