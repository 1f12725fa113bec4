/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stems numbered in order of arrival, with the share that each has of its
 * language: those of one pair of texts. The slots hold numbers only, so that
 * the few thousand stems of a pair are found in the inner caches.
 */
#ifndef AL_STEM_MAP_H
#define AL_STEM_MAP_H

#include "language/known_stem.h"
#include "base/must_check.h"
#include "base/secret.h"

enum { AL_STEM_FREE = 2 }; /* numbers below this are no stem's; their share is 0 */

typedef struct al_stem_map {
    const almost_allocator *allocator;
    uint64_t *keys;  /* of each number */
    float *shares;   /* of each number: that of the stem as it first came */
    uint32_t *slots; /* number, or 0; at most half full */
    uint64_t secret; /* keys are hashes that anybody can work out */
    uint32_t mask;
    uint32_t n;    /* numbers */
    uint32_t room; /* numbers that there is room for */
} al_stem_map;

/* Room for `most` stems to begin with; on failure, too, release it. False when memory ends. */
AL_MUST_CHECK bool al_stem_map_init(al_stem_map *map, const almost_allocator *allocator,
                                    uint32_t most);
void al_stem_map_release(al_stem_map *map);

/* Make room for twice as many. False when memory ends. */
AL_MUST_CHECK bool al_stem_map_grow(al_stem_map *map);

/* The number of a stem, which gets the next one when it has none; UINT32_MAX when memory ends. */
static inline uint32_t al_stem_map_add(al_stem_map *map, const al_stem *stem)
{
    if (map->n == map->room && !al_stem_map_grow(map))
        return UINT32_MAX;
    uint32_t place = al_secret_place(stem->key, map->secret) & map->mask;
    for (; map->slots[place] != 0; place = (place + 1) & map->mask)
        if (map->keys[map->slots[place]] == stem->key)
            return map->slots[place];
    map->slots[place] = map->n;
    map->keys[map->n] = stem->key;
    map->shares[map->n] = stem->share;
    return map->n++;
}

#endif
