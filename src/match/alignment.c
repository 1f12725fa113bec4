/* SPDX-License-Identifier: Apache-2.0 */
/* The life of an alignment, and what must hold of one. What it says is found elsewhere. */
#include "match/alignment.h"

#include <string.h>

bool al_alignment_init(al_alignment *alignment, const uint32_t n[2],
                       const almost_allocator *allocator)
{
    *alignment = (al_alignment){.allocator = allocator, .n = {n[0], n[1]}};
    bool whole = true;
    for (int side = 0; side < 2; side++) {
        alignment->partner[side] = al_allocate(allocator, n[side], sizeof(uint32_t));
        alignment->state[side] = al_allocate_zero(allocator, n[side], 1);
        whole &= alignment->partner[side] != NULL && alignment->state[side] != NULL;
        if (alignment->partner[side] != NULL)
            memset(alignment->partner[side], 0xFF, n[side] * sizeof(uint32_t)); /* AL_NONE */
    }
    if (!whole)
        al_alignment_release(alignment);
    return whole;
}

void al_alignment_release(al_alignment *alignment)
{
    if (alignment->allocator == NULL)
        return;
    for (int side = 0; side < 2; side++) {
        al_release(alignment->allocator, alignment->partner[side]);
        al_release(alignment->allocator, alignment->state[side]);
    }
    al_release(alignment->allocator, alignment->moves);
    al_release(alignment->allocator, alignment->approximations);
    *alignment = (al_alignment){.allocator = alignment->allocator};
}

bool al_alignment_approximate(al_alignment *alignment, al_words_range range)
{
    if (!al_grow(alignment->allocator, (void **)&alignment->approximations,
                 &alignment->approximations_capacity, alignment->n_approximations + 1,
                 sizeof range))
        return false;
    alignment->approximations[alignment->n_approximations++] = range;
    return true;
}

void al_alignment_let_go(al_alignment *alignment, int side, al_range words)
{
    memset(alignment->state[side] + words.start, 0, words.end - words.start);
    for (uint32_t i = words.start; i < words.end; i++)
        alignment->partner[side][i] = AL_NONE;
}

void al_alignment_mend(al_alignment *alignment)
{
    /* a word joined with others falls with the first of them, and they with it: hence three times
     */
    bool fell = true;
    for (int pass = 0; pass < 3 && (pass < 2 || fell); pass++) {
        int side = pass % 2;
        const uint32_t *partner = alignment->partner[side], *back = alignment->partner[!side];
        uint32_t n = alignment->n[side];
        fell = false;
        for (uint32_t i = 0; i < n; i++)
            if (partner[i] != AL_NONE && back[partner[i]] == AL_NONE) {
                al_alignment_let_go(alignment, side, (al_range){i, i + 1});
                fell = true;
            }
    }
}

/* Whether word i of a side has none, or one that has it; of joined ones, the first are so. */
static bool is_mutual(const al_alignment *alignment, int side, uint32_t i)
{
    uint32_t partner = alignment->partner[side][i];
    if (partner == AL_NONE)
        return true;
    if (partner >= alignment->n[!side])
        return false;
    uint32_t back = alignment->partner[!side][partner];
    uint8_t joined = alignment->state[side][i] & AL_JOINED;
    if (joined != (alignment->state[!side][partner] & AL_JOINED))
        return false;
    return joined ? back <= i && i < al_pair_end(alignment, side, back, alignment->n[side])
                  : back == i;
}

bool al_alignment_holds(const al_alignment *alignment)
{
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < alignment->n[side]; i++)
            if (!is_mutual(alignment, side, i))
                return false;
    for (size_t i = 0; i < alignment->n_moves; i++) {
        const al_words_range *move = &alignment->moves[i];
        if (i > 0 && move->start[0] < alignment->moves[i - 1].end[0])
            return false;
        for (int side = 0; side < 2; side++)
            if (move->start[side] >= move->end[side] || move->end[side] > alignment->n[side])
                return false;
    }
    return true;
}

/*
 * Words whose partner does not follow that of the word before, but for those that have none, which
 * never follows: two sums that are vectorised.
 */
uint32_t al_alignment_runs(const al_alignment *alignment, int side, al_range words)
{
    const uint32_t *before = alignment->partner[side] + words.start, *partner = before + 1;
    uint32_t parted = 1, open = 0;
    for (size_t i = 0, n = words.end - words.start; i + 1 < n; i++) {
        parted += partner[i] != before[i] + 1;
        open += partner[i] == AL_NONE;
    }
    return parted - open;
}
