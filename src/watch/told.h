/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of the sources has been told: stretches of them, so that what was told out of order is not
 * called left out; passages, which are sentences told in a row; and words by source.
 */
#ifndef AL_WATCH_TOLD_H
#define AL_WATCH_TOLD_H

#include "watch/seeker.h"

/* Bytes of a source that were told. */
typedef struct al_told_stretch {
    al_source_id id;
    uint64_t start, end;
} al_told_stretch;

typedef struct al_told_share {
    al_source_id id;
    almost_watch_share share;
} al_told_share;

typedef struct al_told_passage {
    al_source_id id;
    almost_span source, telling; /* bytes */
    uint64_t placed;             /* words that stand there */
    almost_watch_passage passage;
} al_told_passage;

typedef struct al_told {
    const almost_allocator *allocator;
    al_told_stretch *stretches; /* ascending, apart from one another */
    size_t n_stretches, stretches_room;
    al_told_share *shares; /* by source */
    size_t n_shares, shares_room;
    al_told_passage *passages; /* in the order of the telling */
    size_t n_passages, passages_room;
    uint64_t passages_dropped;
} al_told;

/* A sentence that was placed. */
typedef struct al_told_sentence {
    al_source_id id;
    const char *name;
    almost_span source;  /* bytes */
    almost_span telling; /* bytes */
    almost_span source_units, telling_units;
    uint64_t words, placed;
} al_told_sentence;

void al_told_release(al_told *told);

/* A sentence was told; `before`: it stands before the last passage, to which it belongs. */
AL_MUST_CHECK bool al_told_add(al_told *told, const al_told_sentence *sentence, bool before);

/* It was withdrawn; it was the last one. */
AL_MUST_CHECK bool al_told_take_back(al_told *told, const al_told_sentence *sentence);

/* The first stretch of some bytes of a source that was not told; empty: all of it was. */
almost_span al_told_lacks(const al_told *told, al_source_id id, almost_span bytes);

#endif
