/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main line and the moved passages. Anchors that are neighbours on both
 * sides make a unit; the main line is the heaviest set of units that ascends
 * on both sides. A unit outside is a moved passage when it says more than
 * chance would; otherwise its words are given back.
 */
#include "match/anchors.h"

#include "base/error.h"
#include "match/ascent.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Below this share of the bits in the main line, the order itself is in question. */
static const double contested_share = .97;

typedef struct unit {
    size_t start; /* anchors, in the order of side 1 */
    size_t end;
    float bits;
    uint32_t rank; /* in the order of side 0, with gaps where units have more anchors than one */
} unit;

typedef struct rank_entry {
    uint32_t start;
    uint32_t index;
} rank_entry;

typedef struct ordering {
    rank_entry *ranks;
    unit *units;
    al_weighted *order; /* of each unit */
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
            units[n++] = (unit){.start = i, .rank = ranks[i].start};
        units[n - 1].end = i + 1;
        units[n - 1].bits += anchor->bits;
    }
    return n;
}

static size_t copy_unit(const al_anchors *anchors, const unit *from, al_anchor *to)
{
    size_t n = from->end - from->start;
    memcpy(to, anchors->items + from->start, n * sizeof *to);
    return n;
}

/* Main line first, then each move; what is neither is dropped. */
static void lay_out(ordering *work, size_t n_units, float least_move, al_anchors *anchors,
                    al_lines *out)
{
    size_t at = 0;
    for (size_t i = 0; i < n_units; i++)
        if (work->order[i].chosen)
            at += copy_unit(anchors, &work->units[i], work->ordered + at);
    for (size_t i = 1; i < at; i++) /* the main line goes forward on either side */
        assert(work->ordered[i].start[0] >=
               work->ordered[i - 1].start[0] + work->ordered[i - 1].length);
    work->lines[0] = (al_line){0, at};
    out->n = 1;
    for (size_t i = 0; i < n_units; i++) {
        if (work->order[i].chosen || work->units[i].bits < least_move)
            continue;
        size_t start = at;
        at += copy_unit(anchors, &work->units[i], work->ordered + at);
        work->lines[out->n++] = (al_line){start, at};
    }
    if (at > 0)
        memcpy(anchors->items, work->ordered, at * sizeof *work->ordered);
    anchors->n = at;
    out->items = work->lines;
    work->lines = NULL;
}

static void release(ordering *work, const almost_allocator *allocator)
{
    al_release(allocator, work->ranks);
    al_release(allocator, work->units);
    al_release(allocator, work->order);
    al_release(allocator, work->ordered);
    al_release(allocator, work->lines);
}

almost_status al_anchors_order(const almost_allocator *allocator, float least_move,
                               al_anchors *anchors, al_lines *out, almost_error *error)
{
    size_t n = anchors->n;
    ordering work = {
        .ranks = al_allocate(allocator, n, sizeof *work.ranks),
        .units = al_allocate(allocator, n, sizeof *work.units),
        .order = al_allocate(allocator, n, sizeof *work.order),
        .ordered = al_allocate(allocator, n, sizeof *work.ordered),
        .lines = al_allocate(allocator, n + 1, sizeof *work.lines),
    };
    if (work.ranks == NULL || work.units == NULL || work.order == NULL || work.ordered == NULL ||
        work.lines == NULL) {
        release(&work, allocator);
        return al_fail_memory(error);
    }
    size_t n_units = make_units(anchors, work.ranks, work.units);
    double line_bits, all_bits = 0;
    for (size_t i = 0; i < n_units; i++) {
        work.order[i] = (al_weighted){.rank = work.units[i].rank, .weight = work.units[i].bits};
        all_bits += work.units[i].bits;
    }
    if (!al_heaviest_ascent(allocator, work.order, n_units, n, &line_bits)) {
        release(&work, allocator);
        return al_fail_memory(error);
    }
    out->contested = line_bits < contested_share * all_bits;
    lay_out(&work, n_units, least_move, anchors, out);
    release(&work, allocator);
    return ALMOST_OK;
}
