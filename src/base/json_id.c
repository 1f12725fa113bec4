/* SPDX-License-Identifier: Apache-2.0 */
/* The id of a line of JSON Lines, looked for in its bytes: json_id.h. */
#include "base/json_id.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

/* The end of a string that begins at `at` with its quotation mark. */
static size_t string_end(const char *bytes, size_t at)
{
    for (at++; bytes[at] != '"'; at++)
        at += bytes[at] == '\\';
    return at + 1;
}

static size_t skip_blanks(const char *bytes, size_t at)
{
    while (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')
        at++;
    return at;
}

/* The bytes of the value at `at`, a string or a number, in memory of the allocator. */
static char *copy_scalar(const char *bytes, size_t at, const almost_allocator *allocator)
{
    size_t length =
        bytes[at] == '"' ? string_end(bytes, at) - at : strspn(bytes + at, "+-.0123456789eE");
    char *id = al_allocate(allocator, length + 1, 1);
    if (id == NULL)
        return NULL;
    memcpy(id, bytes + at, length);
    id[length] = '\0';
    return id;
}

/* Whether a string with its quotation marks is "id"; letters can be spelt as escapes. */
static bool is_id_key(const char *bytes, size_t length)
{
    if (memchr(bytes, '\\', length) == NULL)
        return length == 4 && memcmp(bytes, "\"id\"", 4) == 0;
    json_t *key = json_loadb(bytes, length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    bool is = json_string_length(key) == 2 && memcmp(json_string_value(key), "id", 2) == 0;
    json_decref(key);
    return is;
}

/*
 * Where the value of the member "id" of the object begins; 0: memory ended. That the bytes are an
 * object of JSON that has one is known, so that no end need be looked for.
 */
static size_t find_id(const char *bytes, size_t length)
{
    size_t depth = 0;
    for (size_t at = 0, next; at < length; at = next) {
        bool string = bytes[at] == '"';
        next = string ? string_end(bytes, at) : at + 1;
        depth += bytes[at] == '{' || bytes[at] == '[';
        depth -= bytes[at] == '}' || bytes[at] == ']';
        size_t colon = string && depth == 1 ? skip_blanks(bytes, next) : length;
        if (colon < length && bytes[colon] == ':' && is_id_key(bytes + at, next - at))
            return skip_blanks(bytes, colon + 1);
    }
    return 0;
}

char *al_json_id(const char *bytes, size_t length, const almost_allocator *allocator)
{
    size_t at = find_id(bytes, length);
    return at > 0 ? copy_scalar(bytes, at, allocator) : NULL;
}
