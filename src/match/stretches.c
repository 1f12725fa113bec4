/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which stretches of the two texts are unsolved: gaps whose two ends are not
 * neighbours on the other side, and gaps too wide to be aligned well. The
 * anchors are ranked once by either side; a gap is judged by the ranks of its ends.
 */
#include "match/stretches.h"

#include "base/error.h"
#include "match/kgrams.h"

#include <stdlib.h>

bool al_stretches_add(al_stretches *stretches, const almost_allocator *allocator,
                      al_stretch stretch)
{
    if (stretch.end < stretch.start + AL_KGRAM_WORDS)
        return true;
    if (!al_grow(allocator, (void **)&stretches->items, &stretches->capacity, stretches->n + 1,
                 sizeof *stretches->items))
        return false;
    stretches->items[stretches->n++] = stretch;
    return true;
}

static int by_start(const void *left, const void *right)
{
    const al_anchor *a = *(const al_anchor *const *)left, *b = *(const al_anchor *const *)right;
    return a->start[0] < b->start[0] ? -1 : a->start[0] > b->start[0];
}

/* Anchors by their places on both sides. */
typedef struct ranked {
    const al_anchor *anchors;
    size_t n;
    const al_anchor **order[2]; /* by their start on either side */
    uint32_t *ranks[2];         /* of each anchor in that order */
} ranked;

static void release(ranked *ranked, const almost_allocator *allocator)
{
    for (int side = 0; side < 2; side++) {
        al_release(allocator, ranked->order[side]);
        al_release(allocator, ranked->ranks[side]);
    }
}

/* Rank anchors, which come by side 1. False when memory ends; released in either case. */
static bool rank(ranked *ranked, const almost_allocator *allocator)
{
    size_t n = ranked->n;
    for (int side = 0; side < 2; side++) {
        ranked->order[side] = al_allocate(allocator, n, sizeof *ranked->order[side]);
        ranked->ranks[side] = al_allocate(allocator, n, sizeof *ranked->ranks[side]);
        if (ranked->order[side] == NULL || ranked->ranks[side] == NULL)
            return false;
        for (size_t i = 0; i < n; i++)
            ranked->order[side][i] = &ranked->anchors[i];
        if (side == 0 && n > 1)
            qsort(ranked->order[side], n, sizeof *ranked->order[side], by_start);
        for (size_t i = 0; i < n; i++)
            ranked->ranks[side][ranked->order[side][i] - ranked->anchors] = (uint32_t)i;
    }
    return true;
}

/* The gaps of one side whose ends are no neighbours on the other, or that are over `wide` words. */
static bool add_unsolved(const almost_allocator *allocator, const ranked *ranked, int side,
                         uint32_t n_words, uint32_t wide, al_stretches *stretches)
{
    const al_anchor *const *order = ranked->order[side];
    const uint32_t *ranks = ranked->ranks[!side];
    size_t n = ranked->n;
    uint32_t end = 0;
    for (size_t i = 0; i <= n; i++) {
        /* the rank on the other side of the anchors around this gap; beyond the ends counts on */
        size_t before = i > 0 ? ranks[order[i - 1] - ranked->anchors] + (size_t)1 : 0;
        size_t after = i < n ? ranks[order[i] - ranked->anchors] + (size_t)1 : n + 1;
        uint32_t start = i < n ? order[i]->start[side] : n_words;
        al_stretch stretch = {end, start, 0, AL_NONE};
        if ((after != before + 1 || start - end > wide) &&
            !al_stretches_add(stretches, allocator, stretch))
            return false;
        if (i < n)
            end = order[i]->start[side] + order[i]->length;
    }
    return true;
}

almost_status al_stretches_unsolved(const al_pair *pair, const almost_allocator *allocator,
                                    const al_anchors *anchors, uint32_t wide,
                                    al_stretches stretches[2], almost_error *error)
{
    ranked ranked = {.anchors = anchors->items, .n = anchors->n};
    bool whole = rank(&ranked, allocator);
    for (int side = 0; side < 2 && whole; side++)
        whole = add_unsolved(allocator, &ranked, side, pair->n[side], wide, &stretches[side]);
    release(&ranked, allocator);
    return whole ? ALMOST_OK : al_fail_memory(error);
}
