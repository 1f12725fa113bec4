/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A member's header stands before its bytes, another of it in the list at the end
 * (APPNOTE.TXT, 4.3). Both begin with a signature that is searched for, as sizes may be missing and
 * files cut off.
 */
#include "read/zip.h"

#include <string.h>

enum {
    FRONT = 8192,  /* bytes looked at */
    LIST = 65536,  /* at the end */
    CONTENT = 200, /* of the first member */
};

/* A header of a member: its signature, where the length of the name stands, and where the name. */
typedef struct header {
    const char *signature;
    uint32_t name_length;
    uint32_t name;
} header;

static const header local = {"PK\3\4", 26, 30};
static const header listed = {"PK\1\2", 28, 46};

bool al_zip_is(const al_read_source *source)
{
    return source->length >= local.name && memcmp(source->bytes, local.signature, 4) == 0;
}

/* Whether the header that may stand at `at` is of a member of that name. */
static bool names(const char *at, const char *end, const header *header, const char *name)
{
    size_t length = strlen(name);
    return (size_t)(end - at) >= header->name + length && memcmp(at, header->signature, 4) == 0 &&
           memcmp(at + header->name, name, length) == 0;
}

/* Of a header that lies within the bytes with the front of its name. */
static size_t name_length(const char *at, const header *header)
{
    const unsigned char *bytes = (const unsigned char *)at + header->name_length;
    return bytes[0] | (size_t)bytes[1] << 8;
}

static bool any_names(const char *bytes, size_t length, const header *header, const char *name,
                      bool whole)
{
    const char *end = bytes + length;
    for (const char *at = bytes; at < end; at++) {
        at = memchr(at, 'P', (size_t)(end - at));
        if (at == NULL)
            return false;
        if (names(at, end, header, name) && (!whole || name_length(at, header) == strlen(name)))
            return true;
    }
    return false;
}

bool al_zip_holds(const al_read_source *source, const char *name, bool whole)
{
    size_t front = source->length < FRONT ? (size_t)source->length : FRONT,
           list = source->length < LIST ? (size_t)source->length : LIST;
    return any_names(source->bytes, front, &local, name, whole) ||
           any_names(source->bytes + source->length - list, list, &listed, name, whole);
}

bool al_zip_begins_with(const al_read_source *source, const char *bytes)
{
    if (!al_zip_is(source))
        return false;
    uint64_t at = local.name + name_length(source->bytes, &local);
    size_t length = strlen(bytes);
    for (uint64_t tried = 0; tried < CONTENT && at + length <= source->length; tried++, at++)
        if (memcmp(source->bytes + at, bytes, length) == 0)
            return true;
    return false;
}
