/* SPDX-License-Identifier: Apache-2.0 */
/* Three seams are shifted at once, so that each atom has a partner before and after; see seams.h.
 */
#include "merge/seams.h"

/*
 * Atoms `first` to `last` of the base stand behind `anchor`; the gap that they left is closed. The
 * seams are before `first`, behind `last` and behind `anchor`.
 */
typedef struct moved {
    uint32_t first, last, anchor;
} moved;

typedef struct sewing {
    al_revision *revision;
    const almost_text *text;
    const al_merge_atoms *base;
} sewing;

static bool follows(const sewing *own, uint32_t before, uint32_t behind)
{
    const uint32_t *from_base = own->revision->from_base;
    return from_base[before] != AL_NO_ATOM && from_base[before] + 1 == from_base[behind];
}

/* Whether such a block stands behind this atom. */
static bool find(const sewing *own, uint32_t anchor, moved *block)
{
    const al_revision *revision = own->revision;
    uint32_t place = revision->from_base[anchor], end = revision->from_base[anchor + 1];
    if (place == AL_NO_ATOM || end == AL_NO_ATOM || end <= place + 1)
        return false;
    block->anchor = anchor;
    block->first = revision->to_base[place + 1];
    block->last = revision->to_base[end - 1];
    if (block->first == AL_NO_ATOM || block->last == AL_NO_ATOM || block->first > block->last ||
        (anchor + 1 >= block->first && anchor <= block->last))
        return false;
    return block->first > 0 && block->last + 1 < own->base->n &&
           follows(own, block->first - 1, block->last + 1);
}

static bool are_alike(const sewing *own, uint32_t a, uint32_t b, uint32_t c)
{
    return al_merge_atoms_same(own->base, a, own->base, b) &&
           al_merge_atoms_same(own->base, b, own->base, c);
}

/* Whether the last atom before each seam could be the first behind it; the empty ones are alike. */
static bool goes_back(const sewing *own, moved at)
{
    return at.anchor > 1 && at.first > 2 && at.first < at.last && at.anchor + 1 != at.first - 1 &&
           at.anchor != at.last + 1 && are_alike(own, at.first - 1, at.last, at.anchor) &&
           follows(own, at.first - 2, at.first - 1) && follows(own, at.last - 1, at.last) &&
           follows(own, at.anchor - 1, at.anchor);
}

/* Whether the first atom behind each seam could be the last before it. */
static bool goes_on(const sewing *own, moved at)
{
    uint32_t n = own->base->n;
    return at.anchor + 3 < n && at.last + 3 < n && at.first < at.last &&
           at.anchor + 1 != at.first - 1 && at.anchor != at.last + 1 &&
           are_alike(own, at.first, at.last + 1, at.anchor + 1) &&
           follows(own, at.first, at.first + 1) && follows(own, at.last + 1, at.last + 2) &&
           follows(own, at.anchor + 1, at.anchor + 2);
}

static void pair(const sewing *own, uint32_t base, uint32_t side)
{
    own->revision->from_base[base] = side;
    own->revision->to_base[side] = base;
}

/* Three atoms change places: each gets the partner of the next. */
static void turn(const sewing *own, uint32_t a, uint32_t b, uint32_t c)
{
    const uint32_t *from_base = own->revision->from_base;
    uint32_t of_a = from_base[a], of_b = from_base[b], of_c = from_base[c];
    pair(own, a, of_b);
    pair(own, b, of_c);
    pair(own, c, of_a);
}

static void go_back(const sewing *own, moved *at)
{
    turn(own, at->first - 1, at->anchor, at->last);
    *at = (moved){at->first - 1, at->last - 1, at->anchor - 1};
}

static void go_on(const sewing *own, moved *at)
{
    turn(own, at->first, at->last + 1, at->anchor + 1);
    *at = (moved){at->first + 1, at->last + 1, at->anchor + 1};
}

/* The borders at all three, so that it makes no difference which part is said to have moved. */
static uint32_t borders(const sewing *own, moved at)
{
    return (uint32_t)al_merge_atoms_border(own->base, own->text, at.first) +
           (uint32_t)al_merge_atoms_border(own->base, own->text, at.last + 1) +
           (uint32_t)al_merge_atoms_border(own->base, own->text, at.anchor + 1);
}

static void shift(const sewing *own, moved at)
{
    enum { most = 16 /* words that passages begin with alike */ };
    uint32_t steps = 0, best_borders, best;
    for (; steps < most && goes_back(own, at); steps++)
        go_back(own, &at);
    best = at.first;
    best_borders = borders(own, at);
    for (uint32_t i = 0; i < steps + most && goes_on(own, at); i++) {
        go_on(own, &at);
        if (borders(own, at) >= best_borders) {
            best = at.first;
            best_borders = borders(own, at);
        }
    }
    while (at.first > best)
        go_back(own, &at);
}

void al_merge_seams(al_revision *revision, const almost_text *base,
                    const al_merge_atoms *base_atoms)
{
    const sewing own = {revision, base, base_atoms};
    moved block;
    for (uint32_t i = 0; i + 1 < base_atoms->n; i++)
        if (find(&own, i, &block))
            shift(&own, block);
}
