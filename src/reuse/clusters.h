/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clusters: what is handed on from document to document. Two stretches of one document are one when
 * either is at least half of the other; so pages that overlap by a third are never chained
 * together.
 */
#ifndef AL_CLUSTERS_H
#define AL_CLUSTERS_H

#include "reuse/corpus.h"

/* A stretch of a document in a cluster. */
typedef struct al_member {
    uint32_t cluster; /* from 1, by the first document in which a passage of it stands */
    uint32_t document;
    uint32_t start, end; /* letters */
} al_member;

typedef struct al_clusters {
    al_member *members; /* by cluster, document, start */
    size_t n;
    uint32_t count;
} al_clusters;

/* One side of a passage: number 2 * passage + side. */
typedef struct al_stretch {
    uint32_t document, start, end, number;
} al_stretch;

/*
 * Unite those of `n` stretches, in order of document, start and end, that are one. `parents` has
 * for each number another one of its set, or itself.
 */
void al_stretches_unite(const al_stretch *stretches, size_t n, uint32_t *parents);

/* The smallest number of a set. */
uint32_t al_stretch_root(uint32_t *parents, uint32_t number);

/* On success the caller's. */
AL_MUST_CHECK almost_status al_clusters_make(const almost_reuse *reuse, al_clusters *out,
                                             almost_error *error);
void al_clusters_release(al_clusters *clusters, const almost_allocator *allocator);

#endif
