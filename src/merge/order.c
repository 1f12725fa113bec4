/* SPDX-License-Identifier: Apache-2.0 */
/* A walk over the base that leaves blocks out and goes into those that hang where it comes by. */
#include "merge/order.h"

#include "base/search.h"

#include <stdlib.h>

static int compare(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_first(const void *one, const void *other)
{
    return compare(((const al_merge_block *)one)->first, ((const al_merge_block *)other)->first);
}

static int by_revision(const void *one, const void *other)
{
    const al_merge_block *a = one, *b = other;
    int order = compare(a->anchor, b->anchor);
    if (order == 0)
        order = compare(a->revision, b->revision);
    return order != 0 ? order : compare(a->first, b->first);
}

static int by_anchor(const void *one, const void *other)
{
    const al_merge_block *a = one, *b = other;
    int order = compare(a->anchor, b->anchor);
    if (order == 0)
        order = compare(a->group, b->group);
    return order != 0 ? order : compare(a->rank, b->rank);
}

static void set_groups(al_merge_block *items, size_t n)
{
    qsort(items, n, sizeof *items, by_revision);
    for (size_t i = 0; i < n; i++) {
        bool goes_on = i > 0 && items[i - 1].anchor == items[i].anchor &&
                       items[i - 1].revision == items[i].revision;
        items[i].group = goes_on ? items[i - 1].group : items[i].first;
    }
}

/* Atoms that are still to be walked over. */
typedef struct leg {
    uint32_t next, end;
    size_t hanging; /* the next block that hangs behind the atom before `next` */
} leg;

typedef struct walk {
    const al_merge_block *hanging; /* by anchors */
    const al_merge_block *blocks;  /* by their first atoms */
    size_t n;
    leg *legs;
    size_t depth;
} walk;

/* The first block that hangs behind an atom or a later one. */
static size_t hanging_at(const walk *walk, uint32_t atom)
{
    return AL_FIRST_FROM(al_merge_block, walk->hanging, 0, walk->n, anchor, atom);
}

/* The block that begins with an atom of the main line, or NULL. */
static const al_merge_block *beginning_at(const walk *walk, uint32_t atom)
{
    const al_merge_block key = {.first = atom};
    return walk->n == 0 ? NULL
                        : bsearch(&key, walk->blocks, walk->n, sizeof *walk->blocks, by_first);
}

static void go_in(walk *walk, uint32_t start, uint32_t end)
{
    walk->legs[walk->depth++] = (leg){start, end, walk->n};
}

/* Each block is gone into once, so that there are at most as many legs, and the base. */
static void walk_all(walk *walk, uint32_t *order, uint32_t n_atoms)
{
    uint32_t n = 0;
    go_in(walk, 0, n_atoms);
    while (walk->depth > 0) {
        leg *leg = &walk->legs[walk->depth - 1];
        const al_merge_block *block;
        if (leg->hanging < walk->n && leg->next > 0 &&
            walk->hanging[leg->hanging].anchor == leg->next - 1) {
            block = &walk->hanging[leg->hanging++];
            go_in(walk, block->first, block->last + 1);
            order[n++] = block->first;
            leg = &walk->legs[walk->depth - 1];
            leg->hanging = hanging_at(walk, leg->next++);
            continue;
        }
        if (leg->next == leg->end) {
            walk->depth--;
            continue;
        }
        block = beginning_at(walk, leg->next);
        if (block != NULL) {
            leg->next = block->last + 1;
            leg->hanging = walk->n;
            continue;
        }
        leg->hanging = hanging_at(walk, leg->next);
        order[n++] = leg->next++;
    }
    assert(n == n_atoms);
}

uint32_t *al_merge_order_make(const almost_allocator *allocator, al_merge_blocks *blocks,
                              uint32_t n_atoms)
{
    size_t n = blocks->n;
    uint32_t *order = al_allocate(allocator, n_atoms, sizeof *order);
    al_merge_block *hanging = al_allocate(allocator, n, sizeof *hanging);
    leg *legs = al_allocate(allocator, n + 1, sizeof *legs);
    if (order != NULL && hanging != NULL && legs != NULL) {
        if (n > 0) {
            set_groups(blocks->items, n);
            memcpy(hanging, blocks->items, n * sizeof *hanging);
            qsort(hanging, n, sizeof *hanging, by_anchor);
            qsort(blocks->items, n, sizeof *blocks->items, by_first);
        }
        walk walk = {hanging, blocks->items, n, legs, 0};
        walk_all(&walk, order, n_atoms);
    } else {
        al_release(allocator, order);
        order = NULL;
    }
    al_release(allocator, hanging);
    al_release(allocator, legs);
    return order;
}
