/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outcome on its way to the caller's sink, in the encoding that it is to
 * have. UTF-8 goes through as it is. Any other encoding is collected and
 * turned at the end, since a patch may cut between any two bytes.
 */
#ifndef AL_OUTCOME_H
#define AL_OUTCOME_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "text/encode.h"

typedef struct al_outcome {
    al_encoding encoding; /* these are the caller's to fill, and borrowed */
    const char *file;     /* for messages */
    almost_sink sink;
    void *context;
    const char *hash;  /* that of the whole outcome, where it is known and not UTF-8; else NULL */
    bool foreign;      /* not UTF-8 */
    bool refused;      /* by the sink */
    al_buffer waiting; /* decoded bytes that have not reached the sink */
} al_outcome;

/* Begin an outcome that the caller has filled; `mark`: whether a byte order mark comes first. */
void al_outcome_begin(al_outcome *outcome, const almost_allocator *allocator, bool mark);

/* Add decoded bytes. */
void al_outcome_put(al_outcome *outcome, const char *bytes, uint64_t length);

/* Hand on the rest. Errors: ENCODING, MISMATCH with the hash, WRITE, MEMORY. */
AL_MUST_CHECK almost_status al_outcome_finish(al_outcome *outcome, almost_error *error);

void al_outcome_release(al_outcome *outcome);

#endif
