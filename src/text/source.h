/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of a source as they came, with AL_TEXT_PADDING blanks behind.
 *
 * A file of some size is mapped, which takes an eighth of the time of reading
 * it: no page has to be cleared and copied to. All else is read whole: FIFOs,
 * standard input, small files, and every file where the caller brings an
 * allocator and so wants to know of all memory.
 */
#ifndef AL_SOURCE_H
#define AL_SOURCE_H

#include "text/text.h"
#include "base/must_check.h"

typedef struct al_bytes {
    char *bytes;
    uint64_t length;
    size_t mapped; /* bytes of the mapping, or 0 when it is memory of the allocator */
} al_bytes;

/* The longest source that the environment allows. */
uint64_t al_source_limit(const almost_environment *environment);

/* Read a file, a FIFO or, for "-", standard input. `name` is for messages. */
AL_MUST_CHECK almost_status al_source_read(const char *path, const char *name,
                                           const almost_environment *environment, al_bytes *out,
                                           almost_error *error);

/* Copy bytes in memory. */
AL_MUST_CHECK almost_status al_source_copy(const char *bytes, size_t length, const char *name,
                                           const almost_environment *environment, al_bytes *out,
                                           almost_error *error);

void al_source_release(const almost_allocator *allocator, al_bytes *source);

#endif
