/* SPDX-License-Identifier: Apache-2.0 */
/* Runs, the main line, blocks, and blocks of all sides together; see blocks.h. */
#include "merge/blocks.h"

#include "match/ascent.h"

#include <stdlib.h>

/* Kept atoms in the side's order that stand in a row in the base but for what was dropped. */
typedef struct run {
    uint32_t first, last; /* atoms of the base */
    uint32_t kept;        /* atoms that were kept before it, in the base: its place in that order */
    uint32_t number;      /* in the side's order */
    uint32_t weight;      /* atoms */
} run;

typedef struct runs {
    run *items;
    size_t n, capacity;
    al_weighted *line; /* of each: whether it is of the main line */
} runs;

void al_merge_blocks_release(al_merge_blocks *blocks, const almost_allocator *allocator)
{
    al_release(allocator, blocks->items);
    al_release(allocator, blocks->apart);
}

/* --- One side ----------------------------------------------------------------------------------
 */

static bool add_run(runs *runs, const almost_allocator *allocator, uint32_t atom, uint32_t kept)
{
    if (!al_grow(allocator, (void **)&runs->items, &runs->capacity, runs->n + 1,
                 sizeof *runs->items))
        return false;
    runs->items[runs->n] = (run){atom, atom, kept, (uint32_t)runs->n, 1};
    runs->n++;
    return true;
}

static bool cut_runs(runs *runs, const almost_allocator *allocator, const al_merge_atoms *base,
                     const al_revision *revision)
{
    uint32_t *kept = al_allocate(allocator, base->n, sizeof *kept), n = 0;
    bool whole = kept != NULL;
    for (uint32_t i = 0; whole && i < base->n; i++) {
        kept[i] = n;
        n += revision->from_base[i] != AL_NO_ATOM;
    }
    for (uint32_t i = 0; whole && i < revision->atoms.n; i++) {
        uint32_t atom = revision->to_base[i];
        if (atom == AL_NO_ATOM)
            continue;
        run *last = runs->n > 0 ? &runs->items[runs->n - 1] : NULL;
        if (last != NULL && kept[atom] == kept[last->last] + 1) {
            last->last = atom;
            last->weight++;
        } else {
            whole = add_run(runs, allocator, atom, kept[atom]);
        }
    }
    al_release(allocator, kept);
    return whole;
}

static int by_kept(const void *one, const void *other)
{
    uint32_t a = ((const run *)one)->kept, b = ((const run *)other)->kept;
    return a < b ? -1 : a > b;
}

/* Which runs, in the side's order, are the main line. NULL when memory ends. */
static al_weighted *main_line(const runs *runs, const almost_allocator *allocator)
{
    al_weighted *items = al_allocate(allocator, runs->n, sizeof *items);
    run *sorted = al_allocate(allocator, runs->n, sizeof *sorted);
    bool whole = items != NULL && sorted != NULL;
    if (whole) {
        memcpy(sorted, runs->items, runs->n * sizeof *sorted);
        qsort(sorted, runs->n, sizeof *sorted, by_kept);
        for (uint32_t i = 0; i < runs->n; i++)
            items[sorted[i].number] = (al_weighted){i, sorted[i].weight, false};
        whole = al_heaviest_ascent(allocator, items, runs->n, runs->n, NULL);
    }
    al_release(allocator, sorted);
    if (whole)
        return items;
    al_release(allocator, items);
    return NULL;
}

/* The last atom of a paragraph if all that this one is followed by in it was dropped, else this. */
static uint32_t reach_on(const al_merge_atoms *base, const al_revision *revision, uint32_t atom)
{
    uint32_t at = atom;
    while (!al_merge_atoms_end_paragraph(base, at) && revision->from_base[at + 1] == AL_NO_ATOM)
        at++;
    return al_merge_atoms_end_paragraph(base, at) ? at : atom;
}

static uint32_t reach_back(const al_merge_atoms *base, const al_revision *revision, uint32_t atom)
{
    uint32_t at = atom;
    while (!al_merge_atoms_end_paragraph(base, at - 1) && revision->from_base[at - 1] == AL_NO_ATOM)
        at--;
    return al_merge_atoms_end_paragraph(base, at - 1) ? at : atom;
}

static bool add_blocks(al_merge_blocks *blocks, const almost_allocator *allocator,
                       const al_merge_atoms *base, const al_revision *revision, uint32_t number,
                       const runs *runs)
{
    uint32_t anchor = 0, rank = 0;
    for (size_t i = 0; i < runs->n; i++) {
        const run *run = &runs->items[i];
        if (runs->line[i].chosen) {
            anchor = reach_on(base, revision, run->last);
            continue;
        }
        if (!al_grow(allocator, (void **)&blocks->items, &blocks->capacity, blocks->n + 1,
                     sizeof *blocks->items))
            return false;
        al_merge_block block = {.first = reach_back(base, revision, run->first),
                                .last = reach_on(base, revision, run->last),
                                .anchor = anchor,
                                .revision = number,
                                .sides = UINT64_C(1) << number,
                                .rank = rank++};
        if (block.anchor < block.first || block.anchor > block.last)
            blocks->items[blocks->n++] = block;
    }
    return true;
}

bool al_merge_blocks_find(al_merge_blocks *blocks, const almost_allocator *allocator,
                          const al_merge_atoms *base, const al_revision *revision, uint32_t number)
{
    runs runs = {0};
    bool whole = cut_runs(&runs, allocator, base, revision);
    /* The empty atoms at start and end are first and last in both orders: always of the line. */
    if (whole && runs.n > 1) {
        runs.line = main_line(&runs, allocator);
        whole = runs.line != NULL && add_blocks(blocks, allocator, base, revision, number, &runs);
    }
    al_release(allocator, runs.line);
    al_release(allocator, runs.items);
    return whole;
}

/* --- All sides ---------------------------------------------------------------------------------
 */

static int by_place(const void *one, const void *other)
{
    const al_merge_block *a = one, *b = other;
    const uint32_t keys[][2] = {{a->first, b->first},
                                {a->last, b->last},
                                {a->anchor, b->anchor},
                                {a->revision, b->revision}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

static bool near(uint32_t a, uint32_t b)
{
    const uint32_t most = 3; /* atoms that an edit at an end may have taken off a block */
    return a < b ? b - a <= most : a - b <= most;
}

static bool is_same_move(const al_merge_block *a, const al_merge_block *b)
{
    return near(a->first, b->first) && near(a->last, b->last) && near(a->anchor, b->anchor);
}

static bool add_apart(al_merge_blocks *blocks, const almost_allocator *allocator,
                      const al_merge_block *done, const al_merge_block *other)
{
    if (!al_grow(allocator, (void **)&blocks->apart, &blocks->apart_capacity, blocks->n_apart + 1,
                 sizeof *blocks->apart))
        return false;
    blocks->apart[blocks->n_apart++] = (al_merge_apart){*done, *other};
    return true;
}

/* Leave one of those that are the same, and the first of those that overlap. */
static bool leave_disjoint(al_merge_blocks *blocks, const almost_allocator *allocator)
{
    size_t n = 0;
    for (size_t i = 0; i < blocks->n; i++) {
        al_merge_block *last = n > 0 ? &blocks->items[n - 1] : NULL;
        const al_merge_block block = blocks->items[i];
        if (last != NULL && is_same_move(last, &block)) {
            last->sides |= block.sides;
            if (block.last > last->last &&
                (last->anchor < last->first || last->anchor > block.last))
                last->last = block.last;
        } else if (last != NULL && block.first <= last->last) {
            if (!add_apart(blocks, allocator, last, &block))
                return false;
        } else {
            blocks->items[n++] = block;
        }
    }
    blocks->n = n;
    return true;
}

size_t al_merge_blocks_at(const al_merge_blocks *blocks, uint32_t atom)
{
    size_t low = 0, high = blocks->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (blocks->items[middle].last < atom)
            low = middle + 1;
        else
            high = middle;
    }
    return low < blocks->n && blocks->items[low].first <= atom ? low : blocks->n;
}

/*
 * Of blocks of which each stands behind the next, and the last behind the first, the first in the
 * base stays where it was; `seen` tells which walk came by, from 1.
 */
static bool open_ring(al_merge_blocks *blocks, const almost_allocator *allocator, uint32_t *seen,
                      size_t start)
{
    size_t at = start, first;
    for (; at < blocks->n && seen[at] == 0;
         at = al_merge_blocks_at(blocks, blocks->items[at].anchor))
        seen[at] = (uint32_t)start + 1;
    if (at == blocks->n || seen[at] != start + 1)
        return true;
    first = at;
    for (size_t next = al_merge_blocks_at(blocks, blocks->items[at].anchor); next != at;
         next = al_merge_blocks_at(blocks, blocks->items[next].anchor))
        first = next < first ? next : first;
    size_t behind = al_merge_blocks_at(blocks, blocks->items[first].anchor);
    if (!add_apart(blocks, allocator, &blocks->items[behind], &blocks->items[first]))
        return false;
    blocks->items[first].anchor = AL_NO_ATOM; /* in no block; to be taken out */
    return true;
}

static bool open_rings(al_merge_blocks *blocks, const almost_allocator *allocator)
{
    uint32_t *seen = al_allocate_zero(allocator, blocks->n, sizeof *seen);
    bool whole = seen != NULL;
    size_t n = 0;
    for (size_t i = 0; whole && i < blocks->n; i++)
        whole = open_ring(blocks, allocator, seen, i);
    for (size_t i = 0; whole && i < blocks->n; i++)
        if (blocks->items[i].anchor != AL_NO_ATOM)
            blocks->items[n++] = blocks->items[i];
    if (whole)
        blocks->n = n;
    al_release(allocator, seen);
    return whole;
}

bool al_merge_blocks_settle(al_merge_blocks *blocks, const almost_allocator *allocator)
{
    if (blocks->n == 0)
        return true;
    qsort(blocks->items, blocks->n, sizeof *blocks->items, by_place);
    return leave_disjoint(blocks, allocator) && open_rings(blocks, allocator);
}
