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

/* The gaps of one side, by `order`, whose ends are no neighbours by the `ranks` of the other. */
static bool add_unsolved(const almost_allocator *allocator, const al_anchors *anchors,
                         const al_anchor *const *order, const uint32_t *ranks, int side,
                         uint32_t n_words, uint32_t wide, al_stretches *stretches)
{
    uint32_t end = 0;
    for (size_t i = 0; i <= anchors->n; i++) {
        /* the rank on the other side of the anchors around this gap; beyond the ends counts on */
        size_t before = 0, after = anchors->n + 1;
        if (i > 0)
            before = ranks[order[i - 1] - anchors->items] + 1;
        if (i < anchors->n)
            after = ranks[order[i] - anchors->items] + 1;
        uint32_t start = i < anchors->n ? order[i]->start[side] : n_words;
        al_stretch stretch = {end, start, 0, AL_NONE};
        if ((after != before + 1 || start - end > wide) &&
            !al_stretches_add(stretches, allocator, stretch))
            return false;
        if (i < anchors->n)
            end = order[i]->start[side] + order[i]->length;
    }
    return true;
}

almost_status al_stretches_unsolved(const al_pair *pair, const almost_allocator *allocator,
                                    const al_anchors *anchors, uint32_t wide,
                                    al_stretches stretches[2], almost_error *error)
{
    size_t n = anchors->n;
    const al_anchor **order[2];
    uint32_t *ranks[2];
    bool whole = true;
    for (int side = 0; side < 2; side++) {
        order[side] = al_allocate(allocator, n, sizeof **order);
        ranks[side] = al_allocate(allocator, n, sizeof **ranks);
        whole &= order[side] != NULL && ranks[side] != NULL;
        for (size_t i = 0; whole && i < n; i++)
            order[side][i] = &anchors->items[i];
    }
    if (whole) {
        if (n > 1)
            qsort(order[0], n, sizeof **order, by_start);
        for (int side = 0; side < 2; side++)
            for (size_t i = 0; i < n; i++)
                ranks[side][order[side][i] - anchors->items] = (uint32_t)i;
    }
    for (int side = 0; side < 2 && whole; side++)
        whole = add_unsolved(allocator, anchors, order[side], ranks[!side], side, pair->n[side],
                             wide, &stretches[side]);
    for (int side = 0; side < 2; side++) {
        al_release(allocator, order[side]);
        al_release(allocator, ranks[side]);
    }
    return whole ? ALMOST_OK : al_fail_memory(error);
}
