/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands between two passages that changed places: P m Q told as Q m' P. When the
 * middle was changed by a word, it is too slight to be found by itself in all of the text;
 * but its place, between the same two on both sides, says which words it is to be held
 * against, so that chance has only these to choose from. Nothing else may have a claim
 * on it: it is open on both sides, and begins and ends as sentences or lines do.
 */
#include "compare/later_pairs.h"

#include "base/error.h"
#include "compare/unit.h"

#include <math.h>
#include <string.h>

enum { longest = 64 /* words of a middle */ };

/* A middle that chance would make this often among its own words is none: 2^-4. */
static const double least_margin = 4;

typedef struct middle {
    al_range words[2];
    double bits; /* of the words that are kept */
    uint32_t kept;
} middle;

/* One table of how many words, and bits, two middles have in common from each place on. */
typedef struct common {
    uint8_t words[longest + 1][longest + 1];
    float bits[longest + 1][longest + 1];
} common;

static bool is_open(const al_alignment *alignment, int side, uint32_t i)
{
    return alignment->partner[side][i] == AL_NONE && !(alignment->state[side][i] & AL_OUT_OF_LINE);
}

static bool is_in_line(const al_alignment *alignment, int side, uint32_t i)
{
    return alignment->partner[side][i] != AL_NONE &&
           !(alignment->state[side][i] & (AL_ELSEWHERE | AL_JOINED));
}

static bool is_whole(const al_sides *sides, int side, al_range words)
{
    return words.start < words.end && words.end - words.start <= longest &&
           al_unit_before(&sides->side[side], words.start) >= AL_UNIT_LINE &&
           al_unit_before(&sides->side[side], words.end) >= AL_UNIT_LINE;
}

/*
 * The open words behind a move on side `s`, where it comes first, and before it on the other one:
 * both up to words in line, which are of what changed places with it.
 */
static bool find_middle(const al_sides *sides, const al_alignment *alignment,
                        const al_words_range *move, int s, middle *out)
{
    int t = 1 - s;
    uint32_t end = move->end[s], start = move->start[t];
    while (end < alignment->n[s] && is_open(alignment, s, end))
        end++;
    while (start > 0 && is_open(alignment, t, start - 1))
        start--;
    out->words[s] = (al_range){move->end[s], end};
    out->words[t] = (al_range){start, move->start[t]};
    if (end == alignment->n[s] || start == 0 || !is_in_line(alignment, s, end) ||
        !is_in_line(alignment, t, start - 1))
        return false;
    return alignment->partner[s][end] < start && alignment->partner[t][start - 1] >= end &&
           is_whole(sides, s, out->words[s]) && is_whole(sides, t, out->words[t]);
}

static bool are_equal(const al_sides *sides, const middle *middle, uint32_t i, uint32_t k)
{
    return sides->folded[0][middle->words[0].start + i] ==
           sides->folded[1][middle->words[1].start + k];
}

/* The common words that are worth most; a table, for there are few. */
static void find_common(const al_sides *sides, middle *middle, common *found)
{
    uint32_t n = middle->words[0].end - middle->words[0].start;
    uint32_t m = middle->words[1].end - middle->words[1].start;
    memset(found, 0, sizeof *found);
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t k = m; k-- > 0;) {
            bool down = found->bits[i + 1][k] >= found->bits[i][k + 1];
            float bits = down ? found->bits[i + 1][k] : found->bits[i][k + 1];
            uint8_t words = down ? found->words[i + 1][k] : found->words[i][k + 1];
            float with = found->bits[i + 1][k + 1];
            if (are_equal(sides, middle, i, k)) {
                with += sides->bits[sides->folded[0][middle->words[0].start + i]];
                if (with > bits) {
                    bits = with;
                    words = (uint8_t)(found->words[i + 1][k + 1] + 1);
                }
            }
            found->bits[i][k] = bits;
            found->words[i][k] = words;
        }
    middle->bits = found->bits[0][0];
    middle->kept = found->words[0][0];
}

/* Whether more is kept than chance makes among these words, and half of each side. */
static bool is_alike(const middle *middle)
{
    uint32_t n = middle->words[0].end - middle->words[0].start;
    uint32_t m = middle->words[1].end - middle->words[1].start;
    return 2 * middle->kept >= (n > m ? n : m) &&
           middle->bits >= log2((double)n + 1) + log2((double)m + 1) + least_margin;
}

static void pair_words(const al_sides *sides, al_alignment *alignment, const middle *middle,
                       const common *found)
{
    uint32_t n = middle->words[0].end - middle->words[0].start;
    uint32_t m = middle->words[1].end - middle->words[1].start;
    for (int side = 0; side < 2; side++)
        for (uint32_t i = middle->words[side].start; i < middle->words[side].end; i++)
            alignment->state[side][i] |= AL_OUT_OF_LINE;
    for (uint32_t i = 0, k = 0; i < n && k < m;) {
        bool kept = are_equal(sides, middle, i, k) && found->bits[i][k] > found->bits[i + 1][k] &&
                    found->bits[i][k] > found->bits[i][k + 1];
        if (kept) {
            alignment->partner[0][middle->words[0].start + i] = middle->words[1].start + k;
            alignment->partner[1][middle->words[1].start + k] = middle->words[0].start + i;
            i++;
            k++;
        } else if (found->bits[i + 1][k] >= found->bits[i][k + 1]) {
            i++;
        } else {
            k++;
        }
    }
}

/* The range from the first pair of a middle to the last; the words outside are open again. */
static al_words_range trim(al_alignment *alignment, const middle *middle)
{
    al_words_range range;
    for (int side = 0; side < 2; side++) {
        const uint32_t *partner = alignment->partner[side];
        al_range words = middle->words[side];
        while (words.start < words.end && partner[words.start] == AL_NONE)
            alignment->state[side][words.start++] = 0;
        while (words.end > words.start && partner[words.end - 1] == AL_NONE)
            alignment->state[side][--words.end] = 0;
        range.start[side] = words.start;
        range.end[side] = words.end;
    }
    return range;
}

/* Put a move in the order of side 0. False when memory ends. */
static bool add_move(al_alignment *alignment, al_words_range range)
{
    if (!al_grow(alignment->allocator, (void **)&alignment->moves, &alignment->moves_capacity,
                 alignment->n_moves + 1, sizeof range))
        return false;
    size_t at = alignment->n_moves++;
    for (; at > 0 && alignment->moves[at - 1].start[0] > range.start[0]; at--)
        alignment->moves[at] = alignment->moves[at - 1];
    alignment->moves[at] = range;
    return true;
}

almost_status al_middles_pair(const al_sides *sides, al_alignment *alignment, almost_error *error)
{
    common found;
    for (size_t i = 0; i < alignment->n_moves; i++)
        for (int s = 0; s < 2; s++) {
            middle middle = {.kept = 0};
            al_words_range move = alignment->moves[i];
            if (!find_middle(sides, alignment, &move, s, &middle))
                continue;
            find_common(sides, &middle, &found);
            if (!is_alike(&middle))
                continue;
            pair_words(sides, alignment, &middle, &found);
            al_words_range range = trim(alignment, &middle);
            al_trace_words(&sides->trace, "moves", "middle", range, middle.bits);
            if (!add_move(alignment, range))
                return al_fail_memory(error);
            i += range.start[0] < move.start[0];
        }
    return ALMOST_OK;
}
