/* SPDX-License-Identifier: Apache-2.0 */
#include "match/leftover.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>

static const uint32_t seed_words = 3;

/* The stretches of one side end to end, each followed by a word that matches nothing. */
typedef struct row {
    uint32_t *words;
    uint32_t *places;
    uint32_t n;
} row;

bool al_stretches_add(al_stretches *stretches, const almost_allocator *allocator,
                      al_stretch stretch)
{
    if (stretch.end < stretch.start + seed_words)
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
        if ((after != before + 1 || start - end > wide) && !al_stretches_add(stretches, allocator, stretch))
            return false;
        if (i < anchors->n)
            end = order[i]->start[side] + order[i]->length;
    }
    return true;
}

almost_status al_unsolved_stretches(const al_pair *pair, const almost_allocator *allocator,
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
        whole = add_unsolved(allocator, anchors, order[side], ranks[!side], side, pair->n[side], wide,
                             &stretches[side]);
    for (int side = 0; side < 2; side++) {
        al_release(allocator, order[side]);
        al_release(allocator, ranks[side]);
    }
    return whole ? ALMOST_OK : al_fail_memory(error);
}

static bool lay_out(const al_pair *pair, const almost_allocator *allocator,
                    const al_stretches *stretches, int side, row *out)
{
    size_t n = stretches->n;
    for (size_t i = 0; i < stretches->n; i++)
        n += stretches->items[i].end - stretches->items[i].start;
    out->words = al_allocate(allocator, n, sizeof *out->words);
    out->places = al_allocate(allocator, n, sizeof *out->places);
    if (out->words == NULL || out->places == NULL)
        return false;
    uint32_t separator = UINT32_MAX - 1 - (uint32_t)side; /* each is used once: they count down */
    for (size_t i = 0; i < stretches->n; i++) {
        for (uint32_t at = stretches->items[i].start; at < stretches->items[i].end; at++) {
            out->words[out->n] = pair->words[side][at];
            out->places[out->n++] = at;
        }
        out->words[out->n] = separator;
        out->places[out->n++] = AL_NONE;
        separator -= 2;
    }
    return true;
}

almost_status al_leftover_anchors(const al_pair *pair, const almost_allocator *allocator,
                                  const al_stretches stretches[2], uint8_t *const taken[2],
                                  float least, al_anchors *out, float *search, almost_error *error)
{
    row rows[2] = {{0}, {0}};
    almost_status status = ALMOST_OK;
    if (!lay_out(pair, allocator, &stretches[0], 0, &rows[0]) ||
        !lay_out(pair, allocator, &stretches[1], 1, &rows[1]))
        status = al_fail_memory(error);
    if (status == ALMOST_OK) {
        *search = log2f((float)rows[0].n + 1) + log2f((float)rows[1].n + 1);
        al_pair left = *pair;
        for (int side = 0; side < 2; side++) {
            left.words[side] = rows[side].words;
            left.n[side] = rows[side].n;
        }
        status = al_seeds_find(&left, allocator, seed_words, false, out, error);
        for (size_t i = 0; i < out->n; i++)
            for (int side = 0; side < 2; side++)
                out->items[i].start[side] = rows[side].places[out->items[i].start[side]];
    }
    for (int side = 0; side < 2; side++) {
        al_release(allocator, rows[side].words);
        al_release(allocator, rows[side].places);
    }
    if (status != ALMOST_OK)
        return status;
    return al_anchors_claim(pair, allocator, taken, least, out, error);
}
