/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passages: maximal stretches of related text, as a reader would mark them. On
 * the main line a passage ends where a change is so large that the two texts
 * could as well be strangers there; each move is one. What a passage says is
 * the bits of its kept words less what its changes cost; a passage that chance
 * would make in texts of these lengths is none, and its words are let go.
 */
#include "compare/passages.h"

#include "base/error.h"
#include "compare/partner.h"
#include "match/anchors.h"
#include "match/plain_run.h"
#include "match/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word without partner, where two in five are kept by chance alone: -log2(1 - .4) bits. */
static const double open_cost = .737;

/*
 * A stretch of a sentence or more that only one side has parts two passages:
 * what was left out or put in is then no part of what was kept. A shorter one,
 * or one that is told in other words, is a change inside a passage.
 */
enum { lone_sentence = 8, lone_share = 4 };

/* Passages that are expected this often by chance are none: 2^-4 in texts of these lengths. */
static const double least_margin = 4;

typedef struct gathering {
    const al_sides *sides;
    bool coherent;
    uint8_t *const *claimed; /* words that no passage crosses, a byte each; NULL: none */
    al_aligned *aligned;
    al_passage passage; /* under way; empty while both ends are 0 */
    bool any;
} gathering;

static double word_bits(const gathering *gathering, uint32_t a, uint32_t b)
{
    const al_sides *sides = gathering->sides;
    double bits = sides->bits[sides->folded[0][a]];
    if (gathering->aligned->alignment.state[0][a] & AL_RESPELT)
        bits = fmax(bits, sides->bits[sides->folded[1][b]]) / 2; /* its letters agree by half */
    return bits;
}

static double least_bits(const al_sides *sides)
{
    return log2((double)sides->side[0].n_words + 1) + log2((double)sides->side[1].n_words + 1) +
           least_margin;
}

void al_aligned_release(al_aligned *aligned)
{
    if (aligned->alignment.allocator == NULL) /* nothing was matched */
        return;
    al_release(aligned->alignment.allocator, aligned->passages);
    al_alignment_release(&aligned->alignment);
}

bool al_passages_add(al_aligned *aligned, const al_passage *passage)
{
    if (!al_grow(aligned->alignment.allocator, (void **)&aligned->passages,
                 &aligned->passages_capacity, aligned->n_passages + 1, sizeof *passage))
        return false;
    aligned->passages[aligned->n_passages++] = *passage;
    return true;
}

bool al_passages_hold(const al_aligned *aligned, int side)
{
    for (size_t i = 0; i < aligned->n_passages; i++) {
        const al_passage *passage = &aligned->passages[i];
        if (i > 0 && passage->words[side].start < passage[-1].words[side].start)
            return false;
        for (int s = 0; s < 2; s++) {
            al_range words = passage->words[s];
            if (words.start >= words.end || words.end > aligned->alignment.n[s] ||
                passage->kept[s] > words.end - words.start)
                return false;
        }
    }
    return true;
}

/* Other passages' words may stand between those of one, on one side or on both. */
void al_passage_let_go(al_alignment *alignment, const al_passage *passage)
{
    for (int side = 0; side < 2; side++) {
        al_range others = passage->words[!side];
        for (uint32_t i = passage->words[side].start; i < passage->words[side].end; i++) {
            bool out = alignment->state[side][i] & AL_OUT_OF_LINE;
            uint32_t partner = alignment->partner[side][i];
            if (out != passage->moved || partner < others.start || partner >= others.end)
                continue;
            alignment->partner[side][i] = AL_NONE;
            alignment->state[side][i] = 0;
        }
    }
}

uint32_t al_passage_own_words(const al_alignment *alignment, int side, const al_passage *passage)
{
    al_range range = passage->words[side];
    uint32_t n = range.end - range.start;
    return passage->moved ? n : al_words_in_line(alignment->state[side] + range.start, n);
}

void al_passage_trace(const al_sides *sides, const char *what, const al_passage *passage)
{
    const al_range *words = passage->words;
    al_trace_words(&sides->trace, "passages", what,
                   (al_words_range){{words[0].start, words[1].start}, {words[0].end, words[1].end}},
                   passage->bits);
}

static bool finish(gathering *gathering)
{
    al_aligned *aligned = gathering->aligned;
    if (!gathering->any)
        return true;
    gathering->any = false;
    if (gathering->coherent && gathering->passage.bits < least_bits(gathering->sides)) {
        al_passage_trace(gathering->sides, "too slight", &gathering->passage);
        al_passage_let_go(&aligned->alignment, &gathering->passage);
        return true;
    }
    al_passage_trace(gathering->sides, "word for word", &gathering->passage);
    return al_passages_add(aligned, &gathering->passage);
}

/* Whether claimed words stand between the passage under way and the next pair. */
static bool crosses_claimed(const gathering *gathering, uint32_t a, uint32_t b)
{
    uint8_t *const *claimed = gathering->claimed;
    if (claimed == NULL)
        return false;
    uint32_t next[2] = {a, b};
    for (int side = 0; side < 2; side++) {
        uint32_t end = gathering->passage.words[side].end;
        if (next[side] > end && memchr(claimed[side] + end, 1, next[side] - end) != NULL)
            return true;
    }
    return false;
}

static uint32_t open_words(const al_alignment *alignment, int side, uint32_t start, uint32_t end,
                           bool moved)
{
    uint32_t n = end - start;
    return moved ? n : al_words_in_line(alignment->state[side] + start, n);
}

/* Whether pair (a, b) belongs to the passage under way, which pays for the words between. */
static bool joins_passage(gathering *gathering, uint32_t a, uint32_t b, bool moved)
{
    const al_alignment *alignment = &gathering->aligned->alignment;
    al_passage *passage = &gathering->passage;
    if (!gathering->any)
        return false;
    uint32_t open[2] = {open_words(alignment, 0, passage->words[0].end, a, moved), 0};
    if (b > passage->words[1].end)
        open[1] = open_words(alignment, 1, passage->words[1].end, b, moved);
    uint32_t longer = open[0] > open[1] ? open[0] : open[1];
    bool lone = longer >= lone_sentence && open[0] + open[1] <= longer + longer / lone_share;
    double cost = open_cost * longer;
    bool parted = !moved && (lone || cost > AL_FAR);
    if (parted || crosses_claimed(gathering, a, b))
        return false;
    passage->bits -= cost;
    return true;
}

/* The next pair of the line, from word a on. */
static bool add_pair(gathering *gathering, uint32_t a, bool moved)
{
    const al_alignment *alignment = &gathering->aligned->alignment;
    al_passage *passage = &gathering->passage;
    uint32_t b = alignment->partner[0][a];
    if (!joins_passage(gathering, a, b, moved)) {
        if (!finish(gathering))
            return false;
        *passage = (al_passage){.words = {{a, a}, {b, b}}, .moved = moved};
        gathering->any = true;
    }
    passage->bits += word_bits(gathering, a, b);
    passage->kept[0]++;
    passage->words[0].end = a + 1;
    uint32_t last = al_pair_end(alignment, 1, b, alignment->n[1]);
    if (last > passage->words[1].end) {
        passage->kept[1] += last - (b > passage->words[1].end ? b : passage->words[1].end);
        passage->words[1].end = last;
    }
    return true;
}

/* The plain pairs that follow pair a without a break; returns how many. */
static uint32_t add_run(gathering *gathering, uint32_t a, uint32_t end)
{
    const al_sides *sides = gathering->sides;
    const al_alignment *alignment = &gathering->aligned->alignment;
    al_passage *passage = &gathering->passage;
    const uint32_t *partner = alignment->partner[0] + a, *folds = sides->folded[0] + a;
    const uint8_t *state = alignment->state[0] + a;
    double bits = 0;
    if (*state & (AL_RESPELT | AL_JOINED))
        return 0;
    uint32_t n = al_plain_run(partner, state, *partner, *state, end - a) - 1;
    for (uint32_t i = 1; i <= n; i++)
        bits += sides->bits[folds[i]];
    passage->bits += bits;
    for (int side = 0; side < 2; side++) {
        passage->kept[side] += n;
        passage->words[side].end += n;
    }
    return n;
}

static bool gather_line(gathering *gathering, al_range words, bool moved)
{
    const al_alignment *alignment = &gathering->aligned->alignment;
    const uint32_t *partner = alignment->partner[0];
    for (uint32_t a = words.start; (a = al_partner_next(partner, a, words.end)) < words.end; a++) {
        bool out = alignment->state[0][a] & AL_OUT_OF_LINE;
        if (out != moved)
            continue;
        if (!add_pair(gathering, a, moved))
            return false;
        a += add_run(gathering, a, words.end);
    }
    return finish(gathering);
}

static int by_start(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_side_0(const void *left, const void *right)
{
    const al_passage *a = left, *b = right;
    return by_start(a->words[0].start, b->words[0].start);
}

static int by_side_1(const void *left, const void *right)
{
    const al_passage *a = left, *b = right;
    return by_start(a->words[1].start, b->words[1].start);
}

void al_passages_sort(al_aligned *aligned, int side)
{
    if (aligned->n_passages > 1)
        qsort(aligned->passages, aligned->n_passages, sizeof *aligned->passages,
              side == 0 ? by_side_0 : by_side_1);
}

almost_status al_passages_find(const al_sides *sides, bool coherent, uint8_t *const claimed[2],
                               al_aligned *aligned, almost_error *error)
{
    const al_alignment *alignment = &aligned->alignment;
    gathering gathering = {
        .sides = sides, .coherent = coherent, .claimed = claimed, .aligned = aligned};
    aligned->n_passages = 0;
    bool done = gather_line(&gathering, (al_range){0, alignment->n[0]}, false);
    for (size_t i = 0; i < alignment->n_moves && done; i++) {
        const al_words_range *move = &alignment->moves[i];
        done = gather_line(&gathering, (al_range){move->start[0], move->end[0]}, true);
    }
    if (!done)
        return al_fail_memory(error);
    al_passages_sort(aligned, sides->telling);
    return ALMOST_OK;
}
