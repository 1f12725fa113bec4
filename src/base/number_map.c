/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making and releasing the map; looking up is inline in number_map.h. Open
 * addressing with at most half of the slots full, and a free slot is all ones, so
 * that one memset() makes it.
 */
#include "base/number_map.h"

#include "base/secret.h"

#include <string.h>

bool al_number_map_init(al_number_map *map, const almost_allocator *allocator, uint32_t most)
{
    uint32_t bits = 4; /* at most half full: a text has fewer than 2^31 words */
    while (bits < 31 && UINT32_C(1) << bits < (uint64_t)most * 2)
        bits++;
    size_t n_slots = (size_t)1 << bits;
    map->slots = al_allocate(allocator, n_slots, sizeof *map->slots);
    if (map->slots == NULL)
        return false;
    memset(map->slots, 0xFF, n_slots * sizeof *map->slots);
    map->factor = (uint32_t)(*al_secret() >> 32) | 1;
    map->shift = 32 - bits;
    map->mask = (uint32_t)(n_slots - 1);
    map->n = 0;
    return true;
}

void al_number_map_release(al_number_map *map, const almost_allocator *allocator)
{
    al_release(allocator, map->slots);
    map->slots = NULL;
}
