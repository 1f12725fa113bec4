/* SPDX-License-Identifier: Apache-2.0 */
/* The heaviest increasing chain, by prefix maxima in a Fenwick tree (Software 24, 1994). */
#include "collate/chain.h"

#include <assert.h>

static const uint32_t none = UINT32_MAX;

void al_chain_room_release(al_chain_room *room)
{
    const almost_allocator *allocator = room->allocator;
    al_release(allocator, room->best);
    al_release(allocator, room->last);
    al_release(allocator, room->before);
    al_release(allocator, room->order);
    *room = (al_chain_room){.allocator = allocator};
}

static bool reserve(al_chain_room *room, size_t n, uint32_t n_b)
{
    const almost_allocator *allocator = room->allocator;
    return al_grow(allocator, (void **)&room->best, &room->n_b, (size_t)n_b + 1,
                   sizeof *room->best) &&
           al_grow(allocator, (void **)&room->last, &room->n_last, (size_t)n_b + 1,
                   sizeof *room->last) &&
           al_grow(allocator, (void **)&room->before, &room->n_cells, n, sizeof *room->before) &&
           al_grow(allocator, (void **)&room->order, &room->n_order, n, sizeof *room->order);
}

/* The last cell of the heaviest chain whose b are all below `b`. */
static uint32_t look_up(const al_chain_room *room, uint32_t b, double *weight)
{
    uint32_t found = none;
    *weight = 0;
    for (uint32_t at = b; at > 0; at &= at - 1) {
        if (room->best[at] > *weight) {
            *weight = room->best[at];
            found = room->last[at];
        }
    }
    return found;
}

static void enter(al_chain_room *room, uint32_t b, uint32_t n_b, double weight, uint32_t cell)
{
    for (uint32_t at = b + 1; at <= n_b; at += at & (0 - at)) {
        if (weight > room->best[at]) {
            room->best[at] = weight;
            room->last[at] = cell;
        }
    }
}

/* Put the chain that ends with `last` to the front of the cells. */
static size_t gather(const al_chain_room *room, al_cell *cells, uint32_t last)
{
    size_t n = 0;
    for (uint32_t cell = last; cell != none; cell = room->before[cell])
        n++;
    size_t at = n;
    for (uint32_t cell = last; cell != none; cell = room->before[cell])
        room->order[--at] = cell;
    for (size_t i = 0; i < n; i++)
        cells[i] = cells[room->order[i]];
    return n;
}

bool al_chain(al_chain_room *room, al_cell *cells, size_t n, uint32_t n_b, size_t *n_chosen,
              double *weight)
{
    if (n >= none || !reserve(room, n, n_b))
        return false;
    for (uint32_t b = 0; b <= n_b; b++)
        room->best[b] = 0;
    uint32_t last = none;
    double heaviest = 0;
    for (size_t i = 0; i < n; i++) {
        double before;
        assert(cells[i].weight > 0 && cells[i].b < n_b);
        room->before[i] = look_up(room, cells[i].b, &before);
        double all = before + cells[i].weight;
        enter(room, cells[i].b, n_b, all, (uint32_t)i);
        if (all > heaviest) {
            heaviest = all;
            last = (uint32_t)i;
        }
    }
    *n_chosen = gather(room, cells, last);
    *weight = heaviest;
    return true;
}
