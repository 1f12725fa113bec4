/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the bytes of a source, with AL_TEXT_PADDING blanks behind.
 *
 * A file of some size is mapped, which takes an eighth of the time of reading
 * it: no page has to be cleared and copied to. All else is read whole: FIFOs,
 * standard input, small files, and every file where the caller brings an
 * allocator and so wants to know of all memory.
 */
#ifndef AL_FILE_H
#define AL_FILE_H

#include "base/must_check.h"
#include "text/source.h"

/* The longest source that the environment allows. */
uint64_t al_file_limit(const almost_environment *environment);

/*
 * Read a file, a FIFO or, for "-", standard input. `name` is for messages. On success *out is the
 * caller's. Errors: READ, LIMIT, TIMEOUT, MEMORY.
 */
AL_MUST_CHECK almost_status al_file_read(const char *path, const char *name,
                                         const almost_environment *environment, al_bytes *out,
                                         almost_error *error);

/* The same for bytes in memory, which are copied. Errors: LIMIT, MEMORY. */
AL_MUST_CHECK almost_status al_file_copy(const char *bytes, size_t length, const char *name,
                                         const almost_environment *environment, al_bytes *out,
                                         almost_error *error);

#endif
