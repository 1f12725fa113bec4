/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main line and the moved passages. Anchors that are neighbours on both
 * sides make a unit; the main line is the heaviest set of units that ascends
 * on both sides (a weighted longest increasing subsequence, by a Fenwick tree
 * over the ranks of side 0). A unit outside is a moved passage when it says
 * more than chance would; otherwise its words are given back.
 */
#include "match/anchors.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* Below this share of the bits in the main line, the order itself is in question. */
static const double contested_share = .97;

typedef struct unit {
    size_t start; /* anchors, in the order of side 1 */
    size_t end;
    float bits;
    uint32_t rank; /* in the order of side 0 */
    uint32_t previous;
    bool in_line;
} unit;

typedef struct rank_entry {
    uint32_t start;
    uint32_t index;
} rank_entry;

/* The best line ending at each rank: its bits and its last unit. */
typedef struct best_entry {
    double bits;
    uint32_t unit;
} best_entry;

typedef struct ordering {
    rank_entry *ranks;
    unit *units;
    best_entry *tree;
    al_anchor *ordered;
    al_line *lines;
} ordering;

static int by_start(const void *left, const void *right)
{
    const rank_entry *a = left, *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

static size_t make_units(const al_anchors *anchors, rank_entry *ranks, unit *units)
{
    if (anchors->n == 0)
        return 0;
    for (size_t i = 0; i < anchors->n; i++)
        ranks[i] = (rank_entry){anchors->items[i].start[0], (uint32_t)i};
    qsort(ranks, anchors->n, sizeof *ranks, by_start);
    for (size_t i = 0; i < anchors->n; i++)
        ranks[ranks[i].index].start = (uint32_t)i; /* from here on: the rank of anchor index */
    size_t n = 0;
    for (size_t i = 0; i < anchors->n; i++) {
        const al_anchor *anchor = &anchors->items[i];
        bool joins = n > 0 && ranks[i].start == ranks[i - 1].start + 1 &&
                     al_anchor_distance(anchor - 1, anchor) <= AL_FAR;
        if (!joins)
            units[n++] = (unit){.start = i, .rank = ranks[i].start, .previous = AL_NONE};
        units[n - 1].end = i + 1;
        units[n - 1].bits += anchor->bits;
    }
    return n;
}

/* Mark the heaviest ascending set of units; returns its bits. */
static double mark_main_line(unit *units, size_t n, best_entry *tree, size_t n_ranks)
{
    for (size_t i = 0; i <= n_ranks; i++)
        tree[i] = (best_entry){0, AL_NONE};
    best_entry best = {0, AL_NONE};
    for (size_t i = 0; i < n; i++) {
        best_entry before = {0, AL_NONE};
        for (size_t r = units[i].rank; r > 0; r &= r - 1)
            if (tree[r].bits > before.bits)
                before = tree[r];
        units[i].previous = before.unit;
        best_entry here = {before.bits + units[i].bits, (uint32_t)i};
        for (size_t r = (size_t)units[i].rank + 1; r <= n_ranks; r += r & -r)
            if (here.bits > tree[r].bits)
                tree[r] = here;
        if (here.bits > best.bits)
            best = here;
    }
    for (uint32_t i = best.unit; i != AL_NONE; i = units[i].previous)
        units[i].in_line = true;
    return best.bits;
}

static size_t copy_unit(const al_anchors *anchors, const unit *from, al_anchor *to)
{
    size_t n = from->end - from->start;
    memcpy(to, anchors->items + from->start, n * sizeof *to);
    return n;
}

/* Main line first, then each move. Returns the number of lines. */
static size_t lay_out(al_anchors *anchors, const unit *units, size_t n, float least_move,
                      al_anchor *ordered, al_line *lines)
{
    size_t at = 0, n_lines = 1;
    for (size_t i = 0; i < n; i++)
        if (units[i].in_line)
            at += copy_unit(anchors, &units[i], ordered + at);
    lines[0] = (al_line){0, at};
    for (size_t i = 0; i < n; i++) {
        if (units[i].in_line || units[i].bits < least_move)
            continue;
        size_t start = at;
        at += copy_unit(anchors, &units[i], ordered + at);
        lines[n_lines++] = (al_line){start, at};
    }
    if (at > 0)
        memcpy(anchors->items, ordered, at * sizeof *ordered);
    anchors->n = at;
    return n_lines;
}

static void release(ordering *work, const almost_allocator *allocator)
{
    al_release(allocator, work->ranks);
    al_release(allocator, work->units);
    al_release(allocator, work->tree);
    al_release(allocator, work->ordered);
    al_release(allocator, work->lines);
}

almost_status al_anchors_order(const almost_allocator *allocator, float least_move,
                               al_anchors *anchors, al_line **lines, size_t *n_lines,
                               bool *contested, almost_error *error)
{
    size_t n = anchors->n;
    ordering work = {
        .ranks = al_allocate(allocator, n, sizeof *work.ranks),
        .units = al_allocate(allocator, n, sizeof *work.units),
        .tree = al_allocate(allocator, n + 1, sizeof *work.tree),
        .ordered = al_allocate(allocator, n, sizeof *work.ordered),
        .lines = al_allocate(allocator, n + 1, sizeof *work.lines),
    };
    if (work.ranks == NULL || work.units == NULL || work.tree == NULL || work.ordered == NULL ||
        work.lines == NULL) {
        release(&work, allocator);
        return al_fail_memory(error);
    }
    size_t n_units = make_units(anchors, work.ranks, work.units);
    double line_bits = mark_main_line(work.units, n_units, work.tree, n), all_bits = 0;
    for (size_t i = 0; i < n_units; i++)
        all_bits += work.units[i].bits;
    *contested = line_bits < contested_share * all_bits;
    *n_lines = lay_out(anchors, work.units, n_units, least_move, work.ordered, work.lines);
    *lines = work.lines;
    work.lines = NULL;
    release(&work, allocator);
    return ALMOST_OK;
}
