/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A moved passage ends where its pairs end; but when its first word, or its last,
 * is another one at the new place, that is a change of what has moved, and not a
 * word missing here and a new one there. A few open words at an edge, up to where
 * the sentence or line begins or ends on both sides, stand for one another there.
 */
#include "compare/passages.h"
#include "compare/unit.h"

enum { most_words = 3 };

static bool is_open(const al_alignment *alignment, int side, uint32_t i)
{
    return alignment->partner[side][i] == AL_NONE && alignment->state[side][i] == 0;
}

/* The open words from where a unit begins up to `end`. False where none begins near by. */
static bool words_before(const al_sides *sides, const al_alignment *alignment, int side,
                         uint32_t end, al_range *out)
{
    uint32_t start = end;
    while (al_unit_before(&sides->side[side], start) < AL_UNIT_LINE) {
        if (end - start == most_words || !is_open(alignment, side, start - 1))
            return false;
        start--;
    }
    *out = (al_range){start, end};
    return true;
}

/* The open words from `start` on to where a unit ends. */
static bool words_behind(const al_sides *sides, const al_alignment *alignment, int side,
                         uint32_t start, al_range *out)
{
    uint32_t end = start;
    while (al_unit_before(&sides->side[side], end) < AL_UNIT_LINE) {
        if (end - start == most_words || !is_open(alignment, side, end))
            return false;
        end++;
    }
    *out = (al_range){start, end};
    return true;
}

/* Let the words of both sides stand for one another, out of line. */
static void stand_for(const al_sides *sides, al_alignment *alignment, const al_range words[2])
{
    uint32_t first[2] = {words[0].start, words[1].start};
    bool single = words[0].end - first[0] == 1 && words[1].end - first[1] == 1;
    bool equal = single && sides->folded[0][first[0]] == sides->folded[1][first[1]];
    uint8_t state = AL_OUT_OF_LINE | (equal ? 0 : AL_REPLACED) | (single ? 0 : AL_JOINED);
    for (int side = 0; side < 2; side++)
        for (uint32_t i = words[side].start; i < words[side].end; i++) {
            alignment->partner[side][i] = first[!side];
            alignment->state[side][i] = state;
        }
}

/*
 * What stands at an edge of both sides, of the passage's own pairs that at the edge where only one
 * side has open words: `Not one` and `One`. False where nothing does.
 */
static bool complete(const al_alignment *alignment, const uint32_t pair[2], al_range words[2])
{
    uint32_t size[2] = {words[0].end - words[0].start, words[1].end - words[1].start};
    if (size[0] > 0 && size[1] > 0)
        return true;
    if (size[0] == size[1])
        return false;
    for (int side = 0; side < 2; side++) {
        if (alignment->state[side][pair[side]] != AL_OUT_OF_LINE ||
            alignment->partner[side][pair[side]] != pair[!side])
            return false;
        if (pair[side] < words[side].start)
            words[side].start = pair[side];
        else
            words[side].end = pair[side] + 1;
    }
    return true;
}

static void take_edges(const al_sides *sides, al_alignment *alignment, al_passage *passage)
{
    al_range edge[2];
    const al_range *words = passage->words;
    uint32_t first[2] = {words[0].start, words[1].start};
    uint32_t last[2] = {words[0].end - 1, words[1].end - 1};
    if (words_before(sides, alignment, 0, first[0], &edge[0]) &&
        words_before(sides, alignment, 1, first[1], &edge[1]) && complete(alignment, first, edge)) {
        stand_for(sides, alignment, edge);
        for (int side = 0; side < 2; side++)
            passage->words[side].start = edge[side].start;
    }
    if (words_behind(sides, alignment, 0, last[0] + 1, &edge[0]) &&
        words_behind(sides, alignment, 1, last[1] + 1, &edge[1]) &&
        complete(alignment, last, edge)) {
        stand_for(sides, alignment, edge);
        for (int side = 0; side < 2; side++)
            passage->words[side].end = edge[side].end;
    }
}

void al_edges_take(const al_sides *sides, al_aligned *aligned)
{
    for (size_t i = 0; i < aligned->n_passages; i++) {
        al_passage *passage = &aligned->passages[i];
        if (passage->moved && !passage->reworded && !passage->summary)
            take_edges(sides, &aligned->alignment, passage);
    }
}
