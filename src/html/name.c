/* SPDX-License-Identifier: Apache-2.0 */
/* Tails of paths, by whole folders. */
#include "html/name.h"

#include <stdbool.h>
#include <string.h>

/* Where the folder before `at` begins, or NAME itself. */
static const char *part_before(const char *name, const char *at)
{
    if (at > name)
        at--;
    while (at > name && at[-1] != '/')
        at--;
    return at;
}

/* Whether a path ends in these parts. */
static bool ends_in(const char *path, const char *parts)
{
    size_t length = strlen(path), n = strlen(parts);
    return n <= length && strcmp(path + length - n, parts) == 0 &&
           (n == length || path[length - n - 1] == '/');
}

const char *al_short_name(const char *name, const char *other)
{
    const char *at = part_before(name, name + strlen(name));
    bool same = other == NULL || strcmp(name, other) == 0;
    while (!same && at > name && ends_in(other, at))
        at = part_before(name, at);
    return at;
}
