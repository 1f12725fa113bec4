/* SPDX-License-Identifier: Apache-2.0 */
/* An & that was escaped, as often as it was, and then the rest of an entity up to its semicolon. */
#include "read/escaped_entity.h"

#include "base/utf8.h"
#include "read/entities.h"

#include <string.h>

enum { LONGEST = 34 /* bytes of a name and its semicolon */ };

/* The entity whose name begins at `bytes`, without its &: how many bytes it takes, or 0. */
static uint64_t read_rest(const char *bytes, uint64_t length, uint32_t *point)
{
    char whole[LONGEST + 2] = "&";
    const char *end = memchr(bytes, ';', length < LONGEST ? (size_t)length : LONGEST);
    if (end == NULL)
        return 0;
    uint32_t taken = (uint32_t)(end - bytes) + 1, size;
    memcpy(whole + 1, bytes, taken);
    al_entity entity;
    if (al_entity_read(whole, taken + 1, &entity) != taken + 1)
        return 0;
    *point = al_decode(entity.bytes, entity.length, 0, &size);
    return size == entity.length ? taken : 0;
}

uint64_t al_escaped_entity(const char *bytes, uint64_t length, uint32_t *point)
{
    static const char escaped[] = "&amp;";
    const uint64_t first = sizeof escaped - 1, more = first - 1; /* `amp;` once more */
    if (length < first || memcmp(bytes, escaped, (size_t)first) != 0)
        return 0;
    uint64_t at = first;
    while (length - at >= more && memcmp(bytes + at, escaped + 1, (size_t)more) == 0)
        at += more;
    uint64_t rest = read_rest(bytes + at, length - at, point);
    if (rest > 0)
        return at + rest;
    *point = '&';
    return at > first ? at : 0;
}
