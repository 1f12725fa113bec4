/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grapheme clusters, what a reader takes for one letter, and the cells that
 * they take on a terminal. By the rules of UAX #29 that matter for cutting:
 * marks, joiners, emoji sequences, flags and Hangul stay together. Prepended
 * marks and the conjuncts of Indic scripts are not looked at.
 */
#ifndef AL_CLUSTER_H
#define AL_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

/* A cluster longer than this is cut, so that a million marks on one letter cost no memory. */
#define AL_CLUSTER_MOST_BYTES 128

typedef struct al_cluster {
    uint32_t size;  /* bytes, 1 to AL_CLUSTER_MOST_BYTES */
    uint32_t first; /* its first code point, or AL_INVALID */
    uint32_t cells; /* columns on a terminal: 0 to 4 */
    bool control;   /* must not reach a terminal: control and bidirectional format characters,
                       invalid bytes */
} al_cluster;

/* The cluster at bytes[at], at < length. Control characters stand alone, CR LF too. */
al_cluster al_cluster_at(const char *bytes, uint64_t length, uint64_t at);

#endif
