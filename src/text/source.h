/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of a source as they came: read whole into memory of the caller's
 * allocator, with AL_TEXT_PADDING blanks behind. Files are read and not mapped:
 * a file that another program cuts short while it is mapped would end the
 * process, and the pages have to be touched either way.
 */
#ifndef AL_SOURCE_H
#define AL_SOURCE_H

#include "text/text.h"

typedef struct al_bytes {
    char *bytes;
    uint64_t length;
} al_bytes;

/* The longest source that the environment allows. */
uint64_t al_source_limit(const almost_environment *environment);

/* Read a file, a FIFO or, for "-", standard input. `name` is for messages. */
almost_status al_source_read(const char *path, const char *name,
                             const almost_environment *environment, al_bytes *out,
                             almost_error *error);

/* Copy bytes in memory. */
almost_status al_source_copy(const char *bytes, size_t length, const char *name,
                             const almost_environment *environment, al_bytes *out,
                             almost_error *error);

#endif
