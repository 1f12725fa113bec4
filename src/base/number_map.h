/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers to numbers given out in order of arrival: how the few thousand words
 * of two texts are numbered anew among all words of a vocabulary. Filled in a
 * cache that a vocabulary would not fit into.
 */
#ifndef AL_NUMBER_MAP_H
#define AL_NUMBER_MAP_H

#include "base/memory.h"
#include "base/must_check.h"

typedef struct al_numbered {
    uint32_t from;
    uint32_t to; /* UINT32_MAX: free */
} al_numbered;

typedef struct al_number_map {
    al_numbered *slots;
    uint32_t factor; /* of the secret */
    uint32_t shift;
    uint32_t mask;
    uint32_t n; /* numbers given out */
} al_number_map;

/* Room for `most` numbers. False when memory ends. */
AL_MUST_CHECK bool al_number_map_init(al_number_map *map, const almost_allocator *allocator,
                                      uint32_t most);
void al_number_map_release(al_number_map *map, const almost_allocator *allocator);

/* Where `from` belongs: mixed twice, for the numbers of a text may be chosen, too. */
static inline uint32_t al_number_map_place(const al_number_map *map, uint32_t from)
{
    from *= map->factor;
    return (from ^ from >> 15) * UINT32_C(0x9E3779B9) >> map->shift;
}

/* The slot of `from`, or the free one where it belongs. */
static inline al_numbered *al_number_map_at(const al_number_map *map, uint32_t from)
{
    uint32_t place = al_number_map_place(map, from);
    while (map->slots[place].to != UINT32_MAX && map->slots[place].from != from)
        place = (place + 1) & map->mask;
    return &map->slots[place];
}

/* The number of `from`, which gets the next one when it has none. */
static inline uint32_t al_number_map_add(al_number_map *map, uint32_t from)
{
    al_numbered *slot = al_number_map_at(map, from);
    if (slot->to == UINT32_MAX)
        *slot = (al_numbered){from, map->n++};
    return slot->to;
}

#endif
