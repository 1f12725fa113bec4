/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs that are turned round, counted as sorting meets them: one order has all those of another if
 * and only if it has as many more as the two have turned between them. See leading.h.
 */
#include "merge/leading.h"

#include "match/ascent.h"
#include "merge/order.h"

/* The order of a side, or of all of them. */
typedef struct own_order {
    al_merge_blocks blocks;
    uint32_t *atoms; /* as they stand there */
    uint64_t turned; /* pairs */
} own_order;

typedef struct leading {
    almost_merge *merge;
    own_order *orders; /* of each side */
    uint32_t *places;  /* room for each atom of the base, three times */
} leading;

/* Merge two halves of `row`, each sorted; pairs of which the greater stood first. */
static uint64_t merge_halves(uint32_t *row, uint32_t *room, size_t middle, size_t n)
{
    uint64_t turned = 0;
    size_t left = 0, right = middle, out = 0;
    while (left < middle || right < n) {
        if (right == n || (left < middle && row[left] < row[right])) {
            room[out++] = row[left++];
        } else {
            turned += middle - left;
            room[out++] = row[right++];
        }
    }
    memcpy(row, room, n * sizeof *row);
    return turned;
}

/* Pairs that are not in ascending order. `row` is sorted by this. */
static uint64_t turned_in(uint32_t *row, uint32_t *room, size_t n)
{
    uint64_t turned = 0;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t at = 0; at + width < n; at += 2 * width) {
            size_t end = n - at < 2 * width ? n - at : 2 * width;
            turned += merge_halves(row + at, room, width, end);
        }
    }
    return turned;
}

/* For each atom of a side, in its order, where it stands with another side, into `places`. */
static void set_places(const leading *own, uint32_t side, uint32_t other)
{
    uint32_t n = own->merge->base.n;
    uint32_t *of_atom = own->places + n;
    for (uint32_t i = 0; i < n; i++)
        of_atom[own->orders[other].atoms[i]] = i;
    for (uint32_t i = 0; i < n; i++)
        own->places[i] = of_atom[own->orders[side].atoms[i]];
}

static bool has_all_of(const leading *own, uint32_t side, uint32_t other)
{
    uint32_t n = own->merge->base.n;
    if (own->orders[side].turned < own->orders[other].turned)
        return false;
    set_places(own, side, other);
    return own->orders[other].turned + turned_in(own->places, own->places + n, n) ==
           own->orders[side].turned;
}

/* --- What one has moved beyond another ---------------------------------------------------------
 */

/* Rows of places that stand one behind the other, from `places`; their starts into `starts`. */
static uint32_t cut_rows(const uint32_t *places, uint32_t n, uint32_t *starts)
{
    uint32_t rows = 0;
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || places[i] != places[i - 1] + 1)
            starts[rows++] = i;
    return rows;
}

/* Whether what `side` moved, as seen from `other`, is nothing that the latter moved. */
static bool moves_others(const leading *own, uint32_t side, uint32_t other, bool *answer)
{
    const almost_merge *merge = own->merge;
    const al_merge_blocks *moved = &own->orders[other].blocks; /* sorted as the order was made */
    uint32_t n = merge->base.n, *starts = own->places + 2 * (size_t)n;
    set_places(own, side, other);
    uint32_t rows = cut_rows(own->places, n, starts);
    al_weighted *items = al_allocate(merge->allocator, rows, sizeof *items);
    if (items == NULL)
        return false;
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t end = i + 1 < rows ? starts[i + 1] : n;
        items[i] = (al_weighted){own->places[starts[i]], end - starts[i], false};
    }
    bool whole = al_heaviest_ascent(merge->allocator, items, rows, n, NULL);
    *answer = true;
    for (uint32_t i = 0; whole && *answer && i < rows; i++)
        if (!items[i].chosen)
            *answer = al_merge_blocks_at(moved, own->orders[side].atoms[starts[i]]) == moved->n;
    al_release(merge->allocator, items);
    return whole;
}

/* --- The leading side --------------------------------------------------------------------------
 */

static bool make_order(const leading *own, uint32_t side)
{
    almost_merge *merge = own->merge;
    own_order *order = &own->orders[side];
    uint32_t n = merge->base.n;
    if (!al_merge_blocks_find(&order->blocks, merge->allocator, &merge->base, &merge->sides[side],
                              side) ||
        !al_merge_blocks_settle(&order->blocks, merge->allocator))
        return false;
    order->atoms = al_merge_order_make(merge->allocator, &order->blocks, n);
    if (order->atoms == NULL)
        return false;
    memcpy(own->places, order->atoms, n * sizeof *own->places);
    order->turned = turned_in(own->places, own->places + n, n);
    return true;
}

static bool leads(const leading *own, uint32_t side, bool *answer)
{
    bool whole = true;
    *answer = true;
    for (uint32_t i = 0; whole && *answer && i < own->merge->n; i++) {
        if (i == side)
            continue;
        *answer = has_all_of(own, side, i);
        if (*answer)
            whole = moves_others(own, side, i, answer);
    }
    return whole;
}

static bool choose(const leading *own)
{
    almost_merge *merge = own->merge;
    bool whole = true, answer = false;
    for (uint32_t i = 0; whole && i < merge->n; i++)
        whole = make_order(own, i);
    for (uint32_t i = 0; whole && !answer && i < merge->n; i++) {
        whole = leads(own, i, &answer);
        if (!whole || !answer)
            continue;
        al_merge_blocks_release(&merge->blocks, merge->allocator);
        merge->blocks = own->orders[i].blocks;
        own->orders[i].blocks = (al_merge_blocks){0};
    }
    return whole;
}

bool al_merge_leading_settle(almost_merge *merge)
{
    leading own = {.merge = merge};
    own.orders = al_allocate_zero(merge->allocator, merge->n, sizeof *own.orders);
    own.places = al_allocate(merge->allocator, 3 * (size_t)merge->base.n, sizeof *own.places);
    bool whole = own.orders != NULL && own.places != NULL && choose(&own);
    for (uint32_t i = 0; own.orders != NULL && i < merge->n; i++) {
        al_merge_blocks_release(&own.orders[i].blocks, merge->allocator);
        al_release(merge->allocator, own.orders[i].atoms);
    }
    al_release(merge->allocator, own.orders);
    al_release(merge->allocator, own.places);
    return whole;
}
