/* SPDX-License-Identifier: Apache-2.0 */
/* From letters back to the bytes and characters of a document. */
#ifndef AL_LOCATED_H
#define AL_LOCATED_H

#include "reuse/corpus.h"

/* A stretch of a document in letters, and where it stands in its text. */
typedef struct al_located {
    uint32_t document, start, end; /* letters */
    uint32_t bytes[2];             /* of the text, half-open */
    uint32_t units[2];             /* the same in the units that were asked for */
} al_located;

/* A document, and where each of its letters stands. */
typedef struct al_lettered {
    const char *text;
    size_t length; /* bytes */
    const uint32_t *starts;
} al_lettered;

/* Fill in bytes and units of the stretches of one document, by their starts. */
void al_locate_in(const al_lettered *document, almost_units units, al_located *const *stretches,
                  size_t n);

/* Fill in bytes and units of `n` stretches, in any order: each document is read once. */
AL_MUST_CHECK almost_status al_locate(almost_reuse *reuse, al_located *stretches, size_t n,
                                      almost_units units, almost_error *error);

#endif
