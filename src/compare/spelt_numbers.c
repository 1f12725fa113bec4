/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `twenty-three`, `23` and `XXIII` are one number in three spellings. Letters
 * do not show that, so it is looked for after the alignment: in each change,
 * numbers of the same value become partners, in order.
 */
#include "compare/later_pairs.h"
#include "compare/partner.h"

#include <assert.h>

/* A number among the open words of one side. */
typedef struct spelt {
    al_range words;
    int64_t value;
} spelt;

enum { most_numbers = 32 /* a side and change: a table of figures is not told in words */ };

static uint32_t list_numbers(al_toucher *toucher, int side, al_range open, spelt *out)
{
    uint32_t n = 0;
    while (n < most_numbers &&
           (open.start = al_toucher_next_number(toucher, side, open)) < open.end) {
        int64_t value;
        uint32_t i = open.start;
        uint32_t size = al_toucher_number(toucher, side, i, open.end, &value);
        if (size > 0)
            out[n++] = (spelt){{i, i + size}, value};
        open.start += size > 0 ? size : 1;
    }
    return n;
}

static void pair(al_alignment *alignment, const spelt *mine, const spelt *theirs)
{
    assert(mine->value == theirs->value);
    const al_range *words[2] = {&mine->words, &theirs->words};
    uint32_t sizes = mine->words.end - mine->words.start + theirs->words.end - theirs->words.start;
    uint8_t state = AL_RESPELT | (sizes > 2 ? AL_JOINED : 0);
    for (int side = 0; side < 2; side++) {
        uint8_t line = alignment->state[side][words[side]->start] & AL_OUT_OF_LINE;
        for (uint32_t i = words[side]->start; i < words[side]->end; i++) {
            alignment->partner[side][i] = words[!side]->start;
            alignment->state[side][i] = state | line;
        }
    }
}

static void pair_numbers(al_toucher *toucher, al_alignment *alignment, al_range first,
                         al_range second)
{
    spelt mine[most_numbers], theirs[most_numbers];
    uint32_t n_mine = list_numbers(toucher, 0, first, mine);
    uint32_t n_theirs = n_mine > 0 ? list_numbers(toucher, 1, second, theirs) : 0;
    for (uint32_t i = 0, next = 0; i < n_mine; i++) {
        for (uint32_t j = next; j < n_theirs; j++) {
            if (mine[i].value != theirs[j].value)
                continue;
            pair(alignment, &mine[i], &theirs[j]);
            next = j + 1;
            break;
        }
    }
}

static bool all_open(const al_alignment *alignment, al_range words)
{
    return al_partner_next(alignment->partner[1], words.start, words.end) == words.end;
}

/* Whether the words are of the line that their neighbours are of: between two moves they are of
 * none. */
static bool in_one_line(const al_alignment *alignment, al_range words, uint32_t n)
{
    const uint8_t *state = alignment->state[0];
    uint8_t line = state[words.start] & AL_OUT_OF_LINE;
    return (words.start == 0 || (state[words.start - 1] & AL_OUT_OF_LINE) == line) &&
           (words.end == n || (state[words.end] & AL_OUT_OF_LINE) == line);
}

/* The word of side 1 behind those that word i of side 0 has for partners; 0 without a word i. */
static uint32_t behind_partner(const al_alignment *alignment, uint32_t i)
{
    return i == AL_NONE ? 0 : al_pair_end(alignment, 1, alignment->partner[0][i], alignment->n[1]);
}

void al_numbers_pair(al_toucher *toucher, al_alignment *alignment)
{
    const uint32_t *partner = alignment->partner[0];
    uint32_t n = alignment->n[0];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t start = i;
        i = al_partner_next(partner, i, n);
        if (start == i)
            continue;
        uint32_t second_end = i < n ? partner[i] : alignment->n[1];
        al_range second = {behind_partner(alignment, start - 1), second_end};
        if (second.start < second.end && second.end - second.start <= 1000 &&
            in_one_line(alignment, (al_range){start, i}, n) && all_open(alignment, second))
            pair_numbers(toucher, alignment, (al_range){start, i}, second);
    }
}
