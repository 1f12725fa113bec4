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

static uint32_t number_at(const char *at, int bytes)
{
    uint32_t number = 0;
    while (bytes-- > 0)
        number = number << 8 | (unsigned char)at[bytes];
    return number;
}

/* The list, where the record that the archive ends with says that it is. */
static bool find_list(const al_read_source *source, const char **start, const char **end)
{
    enum { RECORD = 22, SIZE = 12, OFFSET = 16 };
    const char *bytes = source->bytes, *limit = bytes + source->length;
    const char *least = source->length > LIST ? limit - LIST : bytes;
    for (const char *at = limit - RECORD; at >= least; at--) {
        if (memcmp(at, "PK\5\6", 4) != 0)
            continue;
        uint64_t size = number_at(at + SIZE, 4), offset = number_at(at + OFFSET, 4);
        if (offset + size > (uint64_t)(at - bytes))
            continue;
        *start = bytes + offset;
        *end = *start + size;
        return true;
    }
    return false;
}

bool al_zip_lists(const al_read_source *source)
{
    const char *start, *end;
    return source->length >= 22 && find_list(source, &start, &end);
}

/* Walks from member to member, as what is stored in one may be an archive, too. */
static bool list_names(const char *at, const char *end, const char *name, bool whole)
{
    enum { MOST = 1 << 20 };
    if (end - at > MOST)
        end = at + MOST;
    while ((size_t)(end - at) >= listed.name && memcmp(at, listed.signature, 4) == 0) {
        if (names(at, end, &listed, name) && (!whole || name_length(at, &listed) == strlen(name)))
            return true;
        size_t size =
            listed.name + number_at(at + 28, 2) + number_at(at + 30, 2) + number_at(at + 32, 2);
        if ((size_t)(end - at) < size)
            return false;
        at += size;
    }
    return false;
}

bool al_zip_holds(const al_read_source *source, const char *name, bool whole)
{
    const char *start, *end;
    if (source->length >= 22 && find_list(source, &start, &end))
        return list_names(start, end, name, whole);
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
    if (at + 4 <= source->length && memcmp(source->bytes + at, local.signature, 4) == 0)
        return false; /* what is packed is an archive, and these bytes are its own */
    for (uint64_t tried = 0; tried < CONTENT && at + length <= source->length; tried++, at++)
        if (memcmp(source->bytes + at, bytes, length) == 0)
            return true;
    return false;
}
