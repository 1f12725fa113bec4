/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes packed by raw DEFLATE (RFC 1951), piece by piece. zlib does it, which is opened when it is
 * first needed; where it is not installed, the bytes go into stored blocks, which every reader of
 * the format takes as well: larger, and nothing is lost.
 */
#ifndef AL_DEFLATE_H
#define AL_DEFLATE_H

#include "base/memory.h"
#include "base/must_check.h"

#include <stdint.h>

/* Takes what is packed, in portions. */
typedef void al_deflate_sink(void *context, const char *bytes, size_t length);

typedef struct al_deflate {
    const almost_allocator *allocator;
    al_deflate_sink *sink;
    void *context;
    struct z_stream_s *stream; /* NULL: blocks are stored */
    char *block;               /* what is not yet packed, then what is */
    size_t length;             /* of the former */
} al_deflate;

/* False when memory ends; then there is nothing to release. */
AL_MUST_CHECK bool al_deflate_init(al_deflate *deflate, const almost_allocator *allocator,
                                   al_deflate_sink *sink, void *context);

void al_deflate_bytes(al_deflate *deflate, const char *bytes, size_t length);

/* The end of the stream; releases all. */
void al_deflate_finish(al_deflate *deflate);

#endif
