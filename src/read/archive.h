/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Unpacking: zip, and whatever else of archives is let in, by libarchive, which is loaded when it
 * is needed. Only the formats that are asked for are enabled. Members are unpacked in memory and
 * never to a disk, so that no name of one leads anywhere; how many there are, how long they are and
 * how much longer than what they were packed to, is bounded by the options.
 */
#ifndef AL_ARCHIVE_H
#define AL_ARCHIVE_H

#include "base/must_check.h"
#include "read/reader.h"
#include "text/parts.h"

/* What may be unpacked, bits. */
typedef enum al_packing {
    AL_PACKING_ZIP = 1,
    AL_PACKING_TAR = 2,
    AL_PACKING_RAW = 4,    /* one file, compressed by itself */
    AL_PACKING_FILTERS = 8 /* gz, bz2, xz and zst, around any of these */
} al_packing;

/* Which members of what are wanted; others are passed over. */
typedef struct al_packed {
    uint32_t packings;                                /* bits of al_packing */
    bool (*wanted)(const void *of, const char *name); /* NULL: all of them */
    const void *of;
} al_packed;

/*
 * Add all members that are wanted to `parts`, as they stand in the archive; folders, links and
 * devices are none. Errors: READ (it is broken, or libarchive is
 * missing), LIMIT, MEMORY; then `parts` holds some and is good for nothing but al_parts_free().
 */
AL_MUST_CHECK almost_status al_archive_unpack(const al_read_source *source,
                                              const al_read_options *options,
                                              const al_packed *packed, al_parts *parts,
                                              almost_error *error);

/*
 * Append to `out` a zip archive of one member, "member", of these bytes. `name` is for messages.
 * Errors: READ (libarchive is missing or fails), MEMORY.
 */
AL_MUST_CHECK almost_status al_archive_pack(const char *bytes, size_t length, bool stored,
                                            const char *name, al_buffer *out, almost_error *error);

/* A compressed file, gz, bz2, xz or zst, that is read while it is unpacked, however long it is. */
typedef struct al_unpacked al_unpacked;

/* On success the caller's. Errors: READ (it cannot be read, or libarchive is missing), MEMORY. */
AL_MUST_CHECK almost_status al_unpacked_open(const char *path, const almost_allocator *allocator,
                                             al_unpacked **out, almost_error *error);
void al_unpacked_close(al_unpacked *unpacked);

/* The next bytes, at most `room`; *length is 0 at the end. Errors: READ. */
AL_MUST_CHECK almost_status al_unpacked_read(al_unpacked *unpacked, char *bytes, size_t room,
                                             size_t *length, almost_error *error);

#endif
