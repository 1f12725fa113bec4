/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A zip archive written anew: members that stay are copied as they are packed, those that change
 * and those that are new are packed by libarchive. What is written depends on what goes in alone.
 */
#ifndef AL_REDLINE_MEMBERS_H
#define AL_REDLINE_MEMBERS_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "read/reader.h"

/* A member that is new or changed. */
typedef struct al_member {
    const char *name;
    const char *bytes;
    size_t length;
    bool stored; /* and not compressed */
} al_member;

/*
 * Append to `out` the archive that `zip` is, with some members in the place of those of their
 * names, the others behind. Where it has no bytes there are no others; its name is for messages.
 * Errors: READ (the archive is none that can be copied, or libarchive is missing), MEMORY.
 */
AL_MUST_CHECK almost_status al_members_write(const al_read_source *zip, const al_member *members,
                                             size_t n, al_buffer *out, almost_error *error);

#endif
