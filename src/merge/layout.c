/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing white space; see layout.h. */
#include "merge/layout.h"

static al_merge_blank blank_behind(const al_merge_atoms *atoms, uint32_t atom)
{
    al_range blank = al_merge_atoms_blank(atoms, atom);
    return (al_merge_blank){atoms->bytes + blank.start, blank.end - blank.start};
}

static bool is_same(al_merge_blank a, al_merge_blank b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

/* Whether `a` is to be taken rather than `b`. */
static bool is_better(al_merge_blank a, al_merge_blank b)
{
    al_merge_gap gap = al_merge_gap_of(a.bytes, a.length);
    al_merge_gap other = al_merge_gap_of(b.bytes, b.length);
    if (gap != other)
        return gap > other;
    return a.length != b.length ? a.length < b.length : memcmp(a.bytes, b.bytes, a.length) < 0;
}

/* Where a token stands on a side, or AL_NO_ATOM. */
static uint32_t place_on(const almost_merge *merge, al_merge_token token, uint32_t side)
{
    if (token.source == AL_FROM_BASE)
        return merge->sides[side].from_base[token.atom];
    return token.source == side ? token.atom : AL_NO_ATOM;
}

/* What stands between two that nobody has beside each other: the most that either had there. */
static al_merge_blank between_strangers(const almost_merge *merge, al_merge_token before,
                                        al_merge_token behind)
{
    const al_merge_atoms *left = al_merge_atoms_of(merge, before.source);
    const al_merge_atoms *right = al_merge_atoms_of(merge, behind.source);
    al_merge_blank ahead = blank_behind(right, behind.atom - 1);
    if (behind.atom + 1 == right->n) /* the text ends as its base does */
        return ahead;
    al_merge_blank left_behind = blank_behind(left, before.atom);
    al_merge_blank best = is_better(ahead, left_behind) ? ahead : left_behind;
    bool was_end = before.atom + 2 >= left->n || behind.atom == 1;
    if (best.length == 0 && was_end && before.atom > 0)
        return (al_merge_blank){"\n", 1}; /* a text without a line's end: no words are to touch */
    return best;
}

al_merge_blank al_merge_layout(const almost_merge *merge, al_merge_token before,
                               al_merge_token behind)
{
    al_merge_blank usual = {NULL, 0}, best = {NULL, 0};
    if (before.source == AL_FROM_BASE && behind.source == AL_FROM_BASE &&
        before.atom + 1 == behind.atom)
        usual = blank_behind(&merge->base, before.atom);
    for (uint32_t i = 0; i < merge->n; i++) {
        uint32_t place = place_on(merge, before, i);
        if (place == AL_NO_ATOM || place + 1 != place_on(merge, behind, i))
            continue;
        al_merge_blank blank = blank_behind(&merge->sides[i].atoms, place);
        if (usual.bytes != NULL && is_same(blank, usual))
            continue;
        if (best.bytes == NULL || is_better(blank, best))
            best = blank;
    }
    if (best.bytes != NULL)
        return best;
    return usual.bytes != NULL ? usual : between_strangers(merge, before, behind);
}
