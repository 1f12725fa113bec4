/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding moved passages after the main line is aligned. What has no partner is
 * gathered into stretches, anchors among them that follow each other are one
 * passage, and a passage whose bits beat what chance would give in so much text
 * is aligned as a line of its own. One that would stand in line after all is left
 * alone: the main line had the choice and took something worth more.
 */
#include "match/moves.h"

#include "base/deadline.h"
#include "base/error.h"
#include "match/coherence.h"
#include "match/leftover.h"

#include <stdlib.h>
#include <string.h>

/* Words beside a moved passage in which its misread or edited edge is looked for. */
static const uint32_t widest_edge = 64;

static void set_out_of_line(al_alignment *alignment, al_words_range range, bool out)
{
    for (int side = 0; side < 2; side++)
        for (uint32_t i = range.start[side]; i < range.end[side]; i++)
            if (out)
                alignment->state[side][i] |= AL_OUT_OF_LINE;
            else
                alignment->state[side][i] &= (uint8_t)~AL_OUT_OF_LINE;
}

static bool add_move(al_alignment *alignment, al_words_range range)
{
    if (!al_grow(alignment->allocator, (void **)&alignment->moves, &alignment->moves_capacity,
                 alignment->n_moves + 1, sizeof range))
        return false;
    alignment->moves[alignment->n_moves++] = range;
    return true;
}

bool al_move_align(al_aligner *aligner, const al_anchor *anchors, size_t n)
{
    al_words_range range = al_anchors_range(anchors, n);
    set_out_of_line(aligner->alignment, range, true);
    return add_move(aligner->alignment, range) && al_line_align(aligner, anchors, n, range, true) &&
           al_line_cohere(aligner, range, true);
}

/* Mark the words that have a partner or are out of line. */
static void mark_taken(const al_aligner *aligner, int side, uint8_t *taken)
{
    const uint32_t *partner = aligner->alignment->partner[side];
    const uint8_t *state = aligner->alignment->state[side];
    uint32_t n = aligner->pair->n[side];
    for (uint32_t i = 0; i < n; i++)
        taken[i] = partner[i] != AL_NONE;
    for (uint32_t i = 0; aligner->alignment->n_moves > 0 && i < n; i++)
        taken[i] |= (state[i] & AL_OUT_OF_LINE) != 0;
}

/* Where the words from `start` on end that are `taken`, or that are not. */
static uint32_t end_of_same(const uint8_t *taken, uint32_t start, uint32_t n, bool is_taken)
{
    const uint8_t *end = memchr(taken + start, !is_taken, n - start);
    return end == NULL ? n : (uint32_t)(end - taken);
}

/* Of taken words, those that are in line: from the first one to behind the last one. */
static al_range trim_to_line(const uint8_t *state, al_range words)
{
    while (words.start < words.end && state[words.start] & AL_OUT_OF_LINE)
        words.start++;
    while (words.start < words.end && state[words.end - 1] & AL_OUT_OF_LINE)
        words.end--;
    return words;
}

/* The stretches that are not taken, and what their neighbours in line are partners of. */
static bool open_stretches(const al_aligner *aligner, int side, const uint8_t *taken,
                           al_stretches *stretches)
{
    const al_alignment *alignment = aligner->alignment;
    uint32_t n = aligner->pair->n[side], after = 0;
    size_t open = 0; /* stretches whose `before` is not known yet */
    for (uint32_t i = 0; i < n;) {
        al_stretch stretch = {i, end_of_same(taken, i, n, false), after, AL_NONE};
        if (!al_stretches_add(stretches, aligner->options->allocator, stretch))
            return false;
        i = end_of_same(taken, stretch.end, n, true);
        al_range line = trim_to_line(alignment->state[side], (al_range){stretch.end, i});
        if (line.start == line.end)
            continue;
        for (; open < stretches->n; open++)
            stretches->items[open].before = alignment->partner[side][line.start];
        after = alignment->partner[side][line.end - 1] + 1;
    }
    return true;
}

static const al_stretch *stretch_at(const al_stretches *stretches, uint32_t place)
{
    size_t low = 0, high = stretches->n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (stretches->items[middle].start <= place)
            low = middle;
        else
            high = middle;
    }
    return &stretches->items[low];
}

/*
 * Whether an anchor continues a passage: next on both sides, with open words
 * between only. They come in the order of side 1; on side 0, `taken` shows
 * whether another anchor stands between them.
 */
static bool continues(const al_anchor *before, const al_anchor *anchor,
                      const al_stretches stretches[2], const uint8_t *taken)
{
    if (al_anchor_distance(before, anchor) > AL_FAR)
        return false;
    uint32_t end = before->start[0] + before->length;
    if (memchr(taken + end, 1, anchor->start[0] - end) != NULL)
        return false;
    for (int side = 0; side < 2; side++)
        if (stretch_at(&stretches[side], before->start[side]) !=
            stretch_at(&stretches[side], anchor->start[side]))
            return false;
    return true;
}

/* Decide what anchors in a row are that were left over: in line after all, a move, or nothing. */
static bool decide(al_aligner *aligner, const al_anchor *anchors, size_t n,
                   const al_stretches *stretches, float least)
{
    float bits = 0;
    for (size_t i = 0; i < n; i++)
        bits += anchors[i].bits;
    if (bits < least) {
        al_line_trace(aligner->pair, "too slight", anchors, n);
        return true;
    }
    al_words_range range = al_anchors_range(anchors, n);
    const al_stretch *stretch = stretch_at(stretches, range.start[0]);
    if (range.start[1] >= stretch->after && range.end[1] <= stretch->before) {
        al_line_trace(aligner->pair, "passed by", anchors, n);
        return true; /* the main line passed it by: what it took instead says more */
    }
    al_line_trace(aligner->pair, "move of what is left", anchors, n);
    return al_move_align(aligner, anchors, n);
}

static bool decide_all(al_aligner *aligner, const al_anchors *anchors,
                       const al_stretches stretches[2], const uint8_t *taken, float least)
{
    for (size_t start = 0; start < anchors->n;) {
        size_t end = start + 1;
        while (end < anchors->n &&
               continues(&anchors->items[end - 1], &anchors->items[end], stretches, taken))
            end++;
        if (!decide(aligner, anchors->items + start, end - start, &stretches[0], least))
            return false;
        start = end;
    }
    return true;
}

almost_status al_moves_find(al_aligner *aligner, const al_kgrams *known, uint8_t *const taken[2],
                            almost_error *error)
{
    const almost_allocator *allocator = aligner->options->allocator;
    al_leftover left = {.taken = taken, .known = known};
    al_stretches *stretches = left.stretches;
    al_anchors anchors = {0};
    float search;
    almost_status status = ALMOST_OK;
    if (known != NULL && known->n[0] == 0)
        return ALMOST_OK;
    for (int side = 0; side < 2 && status == ALMOST_OK; side++) {
        mark_taken(aligner, side, taken[side]);
        if (!open_stretches(aligner, side, taken[side], &stretches[side]))
            status = al_fail_memory(error);
    }
    if (status == ALMOST_OK && stretches[0].n > 0 && stretches[1].n > 0) {
        status = al_leftover_anchors(aligner->pair, allocator, &left, &anchors, &search, error);
        if (status == ALMOST_OK &&
            !decide_all(aligner, &anchors, stretches, taken[0], search + AL_LEFTOVER_MARGIN))
            status = al_clock_fail(aligner->options->clock, error);
    }
    al_release(allocator, anchors.items);
    al_leftover_release(&left, allocator);
    return status;
}

static bool is_open(const al_alignment *alignment, int side, uint32_t i)
{
    return alignment->partner[side][i] == AL_NONE && !(alignment->state[side][i] & AL_OUT_OF_LINE);
}

/* The open words beside a move, on the left or on the right of it. */
static al_words_range edge_of(const al_aligner *aligner, al_words_range move, bool left)
{
    const al_alignment *alignment = aligner->alignment;
    al_words_range edge;
    for (int side = 0; side < 2; side++) {
        uint32_t at = left ? move.start[side] : move.end[side], width = 0;
        edge.start[side] = edge.end[side] = at;
        if (left) {
            while (at > 0 && width++ < widest_edge && is_open(alignment, side, at - 1))
                edge.start[side] = --at;
        } else {
            while (at < aligner->pair->n[side] && width++ < widest_edge &&
                   is_open(alignment, side, at))
                edge.end[side] = ++at;
        }
    }
    return edge;
}

static bool both_sides(al_words_range range)
{
    return range.start[0] < range.end[0] && range.start[1] < range.end[1];
}

/* Shrink a range to its first and last words with a partner. */
static al_words_range trim(const al_alignment *alignment, al_words_range range)
{
    for (int side = 0; side < 2; side++) {
        const uint32_t *partner = alignment->partner[side];
        while (range.start[side] < range.end[side] && partner[range.start[side]] == AL_NONE)
            range.start[side]++;
        while (range.start[side] < range.end[side] && partner[range.end[side] - 1] == AL_NONE)
            range.end[side]--;
    }
    return range;
}

static bool widen(al_aligner *aligner, al_words_range *move)
{
    al_words_range left = edge_of(aligner, *move, true), right = edge_of(aligner, *move, false);
    al_words_range wide = *move;
    if (both_sides(left)) {
        memcpy(wide.start, left.start, sizeof wide.start);
        set_out_of_line(aligner->alignment, left, true);
        if (!al_line_align(aligner, NULL, 0, left, true))
            return false;
    }
    if (both_sides(right)) {
        memcpy(wide.end, right.end, sizeof wide.end);
        set_out_of_line(aligner->alignment, right, true);
        if (!al_line_align(aligner, NULL, 0, right, true))
            return false;
    }
    if (both_sides(left) || both_sides(right)) {
        if (!al_line_cohere(aligner, wide, true))
            return false;
    }
    set_out_of_line(aligner->alignment, wide, false);
    *move = trim(aligner->alignment, wide);
    set_out_of_line(aligner->alignment, *move, true);
    return true;
}

static int by_original(const void *left, const void *right)
{
    const al_words_range *a = left, *b = right;
    return a->start[0] < b->start[0] ? -1 : a->start[0] > b->start[0];
}

bool al_moves_finish(al_aligner *aligner)
{
    al_alignment *alignment = aligner->alignment;
    size_t kept = 0;
    for (size_t i = 0; i < alignment->n_moves; i++) {
        al_words_range move = alignment->moves[i];
        if (!widen(aligner, &move))
            return false;
        if (both_sides(move))
            alignment->moves[kept++] = move;
    }
    alignment->n_moves = kept;
    if (kept > 1)
        qsort(alignment->moves, kept, sizeof *alignment->moves, by_original);
    for (size_t i = 0; i < kept; i++)
        al_trace_words(&aligner->pair->trace, "moves", "widened", alignment->moves[i], 0);
    return true;
}
