/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up by halving, in arrays that ascend. Inline, so that the compiler knows the members. */
#ifndef AL_SEARCH_H
#define AL_SEARCH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Of items of `size` bytes from `low` to `high`, with their numbers `offset` bytes into them. */
static inline size_t al_first_from(const void *items, size_t low, size_t high, size_t size,
                                   size_t offset, uint32_t number)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const uint32_t *own = (const void *)((const char *)items + middle * size + offset);
        if (*own < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * The first of the structures from `low` to `high`, of a type, whose member is at least a number,
 * or `high`: a uint32_t by which they ascend. With `number + 1`, the index behind the last that has
 * at most the number.
 */
#define AL_FIRST_FROM(type, items, low, high, member, number)                                      \
    al_first_from((1 ? (items) : (const type *)NULL), (low), (high), sizeof(type),                 \
                  offsetof(type, member), (number))

/* The row of a table that begins with this name, as a string, where rows ascend by it; or NULL. */
static inline const void *al_search_name(const void *rows, size_t n, size_t size, const char *name)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *const *own = (const void *)((const char *)rows + middle * size);
        int order = strcmp(name, *own);
        if (order == 0)
            return own;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

#define AL_SEARCH_NAME(rows, name)                                                                 \
    al_search_name((rows), sizeof(rows) / sizeof *(rows), sizeof *(rows), (name))

#endif
