/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changes that lie in a summary or in what one tells. A summary has other words
 * than its source by its nature: what one of them has and the other has not is
 * no lost name and no new number, and is told of as a summary.
 */
#include "compare/changes.h"

#include "base/error.h"

#include <stdlib.h>

/* Ranges of bytes of a side, in order, apart from one another. */
typedef struct covered {
    al_range *list;
    size_t n;
} covered;

static int by_place(const void *a, const void *b)
{
    const al_range *left = a, *right = b;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return left->end < right->end ? -1 : left->end > right->end;
}

static void merge(covered *covered)
{
    size_t kept = 0;
    if (covered->n > 1)
        qsort(covered->list, covered->n, sizeof *covered->list, by_place);
    for (size_t i = 0; i < covered->n; i++) {
        al_range range = covered->list[i];
        al_range *last = kept > 0 ? &covered->list[kept - 1] : NULL;
        if (last == NULL || range.start > last->end)
            covered->list[kept++] = range;
        else if (range.end > last->end)
            last->end = range.end;
    }
    covered->n = kept;
}

/* Whether most of a range lies in one of them. */
static bool lies_in(const covered *covered, al_range range)
{
    uint32_t middle = range.start + (range.end - range.start) / 2;
    size_t low = 0, high = covered->n;
    while (low < high) { /* the first that ends behind the middle */
        size_t at = low + (high - low) / 2;
        if (covered->list[at].end <= middle)
            low = at + 1;
        else
            high = at;
    }
    if (low == covered->n || covered->list[low].start > middle)
        return false;
    al_range in = covered->list[low];
    uint32_t start = in.start > range.start ? in.start : range.start;
    uint32_t end = in.end < range.end ? in.end : range.end;
    return end - start >= (range.end - range.start + 1) / 2;
}

static void mark(almost_comparison *comparison, const covered sides[2])
{
    for (size_t i = 0; i < comparison->n_changes; i++) {
        al_change *change = &comparison->changes[i];
        al_range original = change->original, telling = change->telling;
        if (change->passage != 0 || change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED)
            continue;
        change->summed = (original.start < original.end && lies_in(&sides[0], original)) ||
                         (telling.start < telling.end && lies_in(&sides[1], telling));
    }
}

almost_status al_changes_mark_summed(almost_comparison *comparison, almost_error *error)
{
    covered sides[2] = {{0}, {0}};
    size_t n = 0;
    for (size_t i = 0; i < comparison->n_passages; i++)
        n += comparison->passages[i].kind == ALMOST_PASSAGE_SUMMARY;
    if (n == 0)
        return ALMOST_OK;
    for (int side = 0; side < 2; side++)
        sides[side].list = al_allocate(comparison->allocator, n, sizeof *sides[side].list);
    bool whole = sides[0].list != NULL && sides[1].list != NULL;
    for (size_t i = 0; i < comparison->n_passages && whole; i++) {
        const almost_passage *passage = &comparison->passages[i];
        if (passage->kind != ALMOST_PASSAGE_SUMMARY)
            continue;
        for (int side = 0; side < 2; side++)
            sides[side].list[sides[side].n++] = comparison->taken[i].bytes[side];
    }
    if (whole) {
        merge(&sides[0]);
        merge(&sides[1]);
        mark(comparison, sides);
    }
    al_release(comparison->allocator, sides[0].list);
    al_release(comparison->allocator, sides[1].list);
    return whole ? ALMOST_OK : al_fail_memory(error);
}
