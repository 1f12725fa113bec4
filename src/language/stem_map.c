/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making room in the map of stems; looking up is inline in stem_map.h. Keys are
 * hashes that whoever writes the texts can work out, so that their place is mixed with a secret.
 * Slots are made anew and filled from the keys whenever the room doubles, at most half full.
 */
#include "language/stem_map.h"

enum { most_room = 1 << 30 }; /* numbers; a text has fewer words */

/* Make slots for so many numbers, those that are there already entered. */
static bool make_slots(al_stem_map *map, uint32_t room)
{
    uint32_t n_slots = 64;
    while (n_slots / 2 < room)
        n_slots *= 2;
    uint32_t *slots = al_allocate_zero(map->allocator, n_slots, sizeof *slots);
    if (slots == NULL)
        return false;
    al_release(map->allocator, map->slots);
    map->slots = slots;
    map->mask = n_slots - 1;
    for (uint32_t number = AL_STEM_FREE; number < map->n; number++) {
        uint32_t place = al_secret_place(map->keys[number], map->secret) & map->mask;
        while (slots[place] != 0)
            place = (place + 1) & map->mask;
        slots[place] = number;
    }
    return true;
}

static bool make_room(al_stem_map *map, uint32_t room)
{
    if (room > most_room)
        return false;
    uint64_t *keys = al_reallocate(map->allocator, map->keys, map->room, room, sizeof *keys);
    map->keys = keys != NULL ? keys : map->keys;
    float *shares = al_reallocate(map->allocator, map->shares, map->room, room, sizeof *shares);
    map->shares = shares != NULL ? shares : map->shares;
    if (keys == NULL || shares == NULL || !make_slots(map, room))
        return false;
    map->room = room;
    return true;
}

bool al_stem_map_init(al_stem_map *map, const almost_allocator *allocator, uint32_t most)
{
    *map = (al_stem_map){.allocator = allocator, .secret = *al_secret(), .n = AL_STEM_FREE};
    if (most > most_room || !make_room(map, most + AL_STEM_FREE))
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

bool al_stem_map_grow(al_stem_map *map)
{
    return make_room(map, 2 * map->room);
}
