/* SPDX-License-Identifier: Apache-2.0 */
/* The longest run that what a side dropped shares with what it put in its place; see islands.h. */
#include "merge/islands.h"

#include "merge/clusters.h"

/* Atoms of the base in a row, and of a side that they are taken to be. */
typedef struct island {
    uint32_t side, base, at, n;
    al_range conflict; /* atoms of the base */
} island;

typedef struct islands {
    almost_merge *merge;
    island *items;
    size_t n, capacity;
} islands;

/* Both of a side, between two atoms that it kept. */
typedef struct gap {
    al_range dropped; /* atoms of the base */
    al_range put;     /* of the side */
} gap;

static al_range put_behind(const al_revision *revision, uint32_t place)
{
    al_range put = {place + 1, place + 1};
    while (put.end < revision->atoms.n && revision->to_base[put.end] == AL_NO_ATOM)
        put.end++;
    return put;
}

static al_range put_before(const al_revision *revision, uint32_t place)
{
    al_range put = {place, place};
    while (put.start > 0 && revision->to_base[put.start - 1] == AL_NO_ATOM)
        put.start--;
    return put;
}

/* The next gap at or behind an atom where something was dropped before `end`; false: there is none.
 */
static bool next_gap(const al_revision *revision, uint32_t at, uint32_t end, gap *gap)
{
    while (at < end && revision->from_base[at] != AL_NO_ATOM)
        at++;
    gap->dropped = (al_range){at, at};
    while (gap->dropped.end < end && revision->from_base[gap->dropped.end] == AL_NO_ATOM)
        gap->dropped.end++;
    if (at == end)
        return false;
    uint32_t before = revision->from_base[at - 1], behind = revision->from_base[gap->dropped.end];
    gap->put = (al_range){0, 0};
    if (before != AL_NO_ATOM)
        gap->put = put_behind(revision, before);
    if (gap->put.start == gap->put.end && behind != AL_NO_ATOM)
        gap->put = put_before(revision, behind);
    return true;
}

/* The longest run of equal atoms in both, the first of several. `lengths` is of the put ones. */
static island longest_run(const almost_merge *merge, uint32_t side, const gap *gap,
                          uint32_t *lengths)
{
    island best = {.side = side};
    const al_merge_atoms *atoms = &merge->sides[side].atoms;
    for (uint32_t i = gap->dropped.start; i < gap->dropped.end; i++) {
        for (uint32_t k = gap->put.end; k-- > gap->put.start;) {
            uint32_t *length = &lengths[k - gap->put.start];
            bool same = al_merge_atoms_same(&merge->base, i, atoms, k);
            *length = !same ? 0 : k > gap->put.start ? length[-1] + 1 : 1;
            if (*length > best.n) {
                best.n = *length;
                best.base = i + 1 - best.n;
                best.at = k + 1 - best.n;
            }
        }
    }
    return best;
}

static bool add_island(islands *islands, uint32_t side, const gap *gap, al_range conflict)
{
    enum { least = 2 /* one word alone is chance */ };
    const uint64_t most = UINT64_C(1) << 20; /* comparisons of two atoms */
    almost_merge *merge = islands->merge;
    uint32_t n = gap->put.end - gap->put.start;
    if (n < least || (uint64_t)n * (gap->dropped.end - gap->dropped.start) > most)
        return true;
    uint32_t *lengths = al_allocate_zero(merge->allocator, n, sizeof *lengths);
    if (lengths == NULL)
        return false;
    island found = longest_run(merge, side, gap, lengths);
    al_release(merge->allocator, lengths);
    if (found.n < least)
        return true;
    if (!al_grow(merge->allocator, (void **)&islands->items, &islands->capacity, islands->n + 1,
                 sizeof *islands->items))
        return false;
    found.conflict = conflict;
    islands->items[islands->n++] = found;
    return true;
}

static bool find_islands(islands *islands)
{
    const almost_merge *merge = islands->merge;
    bool whole = true;
    for (size_t i = 0; whole && i < merge->n_conflicts; i++) {
        const al_range conflict = {merge->conflicts[i].start, merge->conflicts[i].end};
        for (uint32_t side = 0; whole && side < merge->n; side++) {
            gap gap;
            uint32_t at = conflict.start;
            while (whole && next_gap(&merge->sides[side], at, conflict.end, &gap)) {
                whole = add_island(islands, side, &gap, conflict);
                at = gap.dropped.end;
            }
        }
    }
    return whole;
}

/* Two conflicts that are neighbours may have found the same words. */
static bool is_free(const islands *islands, const island *island)
{
    const al_revision *revision = &islands->merge->sides[island->side];
    bool free = true;
    for (uint32_t i = 0; free && i < island->n; i++)
        free = revision->from_base[island->base + i] == AL_NO_ATOM &&
               revision->to_base[island->at + i] == AL_NO_ATOM;
    return free;
}

static void set_kept(const islands *islands, const island *island, bool kept)
{
    al_revision *revision = &islands->merge->sides[island->side];
    for (uint32_t i = 0; i < island->n; i++) {
        revision->from_base[island->base + i] = kept ? island->at + i : AL_NO_ATOM;
        revision->to_base[island->at + i] = kept ? island->base + i : AL_NO_ATOM;
    }
}

/* Whether a conflict is left where one was. */
static bool is_left(const almost_merge *merge, al_range was)
{
    bool left = false;
    for (size_t i = 0; !left && i < merge->n_conflicts; i++)
        left = merge->conflicts[i].start <= was.end && merge->conflicts[i].end >= was.start;
    return left;
}

bool al_merge_islands_make(almost_merge *merge)
{
    islands islands = {.merge = merge};
    bool whole = al_merge_clusters_make(merge) && find_islands(&islands), left = false;
    for (size_t i = 0; whole && i < islands.n; i++) {
        if (is_free(&islands, &islands.items[i]))
            set_kept(&islands, &islands.items[i], true);
        else
            islands.items[i].n = 0;
    }
    if (islands.n > 0)
        whole = whole && al_merge_clusters_make(merge);
    for (size_t i = 0; whole && i < islands.n; i++) {
        if (!is_left(merge, islands.items[i].conflict))
            continue;
        left = true;
        set_kept(&islands, &islands.items[i], false);
    }
    if (left)
        whole = whole && al_merge_clusters_make(merge);
    al_release(merge->allocator, islands.items);
    return whole;
}
