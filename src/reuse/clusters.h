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

/* On success the caller's. */
AL_MUST_CHECK almost_status al_clusters_make(const almost_reuse *reuse, al_clusters *out,
                                             almost_error *error);
void al_clusters_release(al_clusters *clusters, const almost_allocator *allocator);

#endif
