/* SPDX-License-Identifier: Apache-2.0 */
#include "text/stem_map.h"

/* Make slots for so many numbers, those that are there already entered. */
static bool make_slots(al_stem_map *map, size_t room)
{
    size_t n_slots = 64;
    while (n_slots / 2 < room)
        n_slots *= 2;
    uint32_t *slots = n_slots <= UINT32_MAX
                          ? al_allocate_zero(map->allocator, n_slots, sizeof *slots)
                          : NULL;
    if (slots == NULL)
        return false;
    al_release(map->allocator, map->slots);
    map->slots = slots;
    map->mask = (uint32_t)(n_slots - 1);
    for (uint32_t number = AL_STEM_FREE; number < map->n; number++) {
        uint32_t place = (uint32_t)map->keys[number] & map->mask;
        while (slots[place] != 0)
            place = (place + 1) & map->mask;
        slots[place] = number;
    }
    return true;
}

bool al_stem_map_init(al_stem_map *map, const almost_allocator *allocator, uint32_t most)
{
    size_t room = (size_t)most + AL_STEM_FREE;
    *map = (al_stem_map){.allocator = allocator, .n = AL_STEM_FREE};
    if (!al_grow(allocator, (void **)&map->keys, &map->keys_room, room, sizeof *map->keys) ||
        !al_grow(allocator, (void **)&map->shares, &map->shares_room, room, sizeof *map->shares) ||
        !make_slots(map, room))
        return false;
    for (uint32_t number = 0; number < AL_STEM_FREE; number++)
        map->shares[number] = 0;
    return true;
}

void al_stem_map_release(al_stem_map *map)
{
    al_release(map->allocator, map->keys);
    al_release(map->allocator, map->shares);
    al_release(map->allocator, map->slots);
}

uint32_t al_stem_map_enter(al_stem_map *map, const al_stem *stem)
{
    size_t wanted = (size_t)map->n + 1;
    if (!al_grow(map->allocator, (void **)&map->keys, &map->keys_room, wanted, sizeof *map->keys) ||
        !al_grow(map->allocator, (void **)&map->shares, &map->shares_room, wanted,
                 sizeof *map->shares) ||
        (wanted > map->mask / 2 && !make_slots(map, 2 * wanted)))
        return UINT32_MAX;
    uint32_t number = map->n, place = (uint32_t)stem->key & map->mask;
    while (map->slots[place] != 0)
        place = (place + 1) & map->mask;
    map->slots[place] = number;
    map->keys[number] = stem->key;
    map->shares[number] = stem->share;
    return map->n++;
}
