/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Giving up kept runs that chance explains (the rule is in coherence.h). The line
 * is cut into runs of pairs that follow each other without a change between. One
 * sweep goes over them; a run that says too little for the change it stands in is
 * given up, which widens that change, so that the run before is looked at again.
 * Each step back costs a run, so the sweep is linear. Then the changes are spelt,
 * and where spelling has split one, what stands beside its pairs is kept after all.
 */
#include "match/coherence.h"

#include "base/deadline.h"
#include "match/plain_run.h"

#include <math.h>
#include <string.h>

/* Whether word i of a side has a place in this line. */
static bool in_line(const al_alignment *alignment, int side, uint32_t i, bool moved)
{
    return moved || !(alignment->state[side][i] & AL_OUT_OF_LINE);
}

/* Words of a change: those in line between two places. All of them are without partner. */
static uint32_t change_size(const al_alignment *alignment, int side, uint32_t start, uint32_t end,
                            bool moved)
{
    if (moved || alignment->n_moves == 0)
        return end - start;
    uint32_t n = 0;
    for (uint32_t i = start; i < end; i++)
        n += !(alignment->state[side][i] & AL_OUT_OF_LINE);
    return n;
}

static float pair_bits(al_aligner *aligner, uint32_t a, uint32_t b)
{
    const al_alignment *alignment = aligner->alignment;
    const al_pair *pair = aligner->pair;
    if (!(alignment->state[0][a] & AL_RESPELT))
        return pair->bits[pair->words[0][a]];
    if (alignment->state[0][a] & AL_JOINED) /* found against chance already; worth its rarer word */
        return fmaxf(pair->bits[pair->words[0][a]], pair->bits[pair->words[1][b]]);
    float bits = al_respelt_bits(aligner->respeller, a, b);
    return bits > 0 ? bits : 0;
}

static bool add_run(al_aligner *aligner, size_t *n, al_run run)
{
    if (!al_grow(aligner->options->allocator, (void **)&aligner->runs, &aligner->runs_capacity,
                 *n + 1, sizeof run))
        return false;
    aligner->runs[(*n)++] = run;
    return true;
}

/*
 * How many plain pairs follow each other from words a and b on without a
 * break: the bulk of most texts, told in one go.
 */
static uint32_t plain_run(const al_alignment *alignment, uint32_t a, uint32_t b, uint32_t end)
{
    const uint8_t *state = alignment->state[0] + a;
    return al_plain_run(alignment->partner[0] + a, state, b, *state & AL_OUT_OF_LINE, end - a);
}

/* The pair ends where both sides of `end` say. */
static void go_on(al_run *run, uint32_t a, uint32_t b, const uint32_t end[2])
{
    run->size[0] += end[0] - a;
    run->size[1] += end[1] - b;
    memcpy(run->end, end, sizeof run->end);
}

/* The end of the range, as a run without words behind the last change. */
static bool add_last(al_aligner *aligner, al_words_range range, const uint32_t end[2], bool moved,
                     size_t *n)
{
    al_run last = {.start = {range.end[0], range.end[1]}, .end = {range.end[0], range.end[1]}};
    for (int side = 0; side < 2; side++)
        last.change[side] =
            change_size(aligner->alignment, side, end[side], range.end[side], moved);
    return add_run(aligner, n, last);
}

static void link_runs(al_run *runs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        runs[i].previous = i > 0 ? (uint32_t)i - 1 : AL_NONE;
        runs[i].next = (uint32_t)i + 1;
    }
}

/* Room for all runs at once, which are copied otherwise, time and again, while they grow. */
static bool reserve_runs(al_aligner *aligner, al_words_range range)
{
    al_range words = {range.start[0], range.end[0]};
    size_t most = (size_t)al_alignment_runs(aligner->alignment, 0, words) + 1;
    return al_grow(aligner->options->allocator, (void **)&aligner->runs, &aligner->runs_capacity,
                   most, sizeof *aligner->runs);
}

/* Cut the line into runs. The last one is empty and stands at the end of the range. */
static bool find_runs(al_aligner *aligner, al_words_range range, bool moved, size_t *n)
{
    const al_alignment *alignment = aligner->alignment;
    uint32_t end[2] = {range.start[0], range.start[1]}; /* of the pair before */
    *n = 0;
    if (!reserve_runs(aligner, range))
        return false;
    for (uint32_t a = range.start[0]; a < range.end[0];) {
        uint32_t b = alignment->partner[0][a];
        if (b == AL_NONE || !in_line(alignment, 0, a, moved)) {
            a++;
            continue;
        }
        uint32_t change[2] = {change_size(alignment, 0, end[0], a, moved),
                              change_size(alignment, 1, end[1], b, moved)};
        if (*n == 0 || change[0] + change[1] > 0) {
            al_run run = {.start = {a, b}, .change = {change[0], change[1]}};
            if (!add_run(aligner, n, run))
                return false;
        }
        al_run *run = &aligner->runs[*n - 1];
        uint32_t plain = plain_run(alignment, a, b, range.end[0]);
        if (plain > 1) {
            run->bits += al_run_bits(aligner->pair, a, plain);
            end[0] = a + plain;
            end[1] = b + plain;
        } else {
            run->bits += pair_bits(aligner, a, b);
            end[0] = al_pair_end(alignment, 0, a, range.end[0]);
            end[1] = al_pair_end(alignment, 1, b, range.end[1]);
        }
        go_on(run, a, b, end);
        a = end[0];
    }
    if (!add_last(aligner, range, end, moved, n))
        return false;
    link_runs(aligner->runs, *n);
    return true;
}

/* Give the words of a run back, in line ones only. */
static void give_up(al_alignment *alignment, const al_run *run, bool moved)
{
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = run->start[side]; i < run->end[side]; i++) {
            if (!in_line(alignment, side, i, moved))
                continue;
            alignment->partner[side][i] = AL_NONE;
            alignment->state[side][i] &= (uint8_t) ~(AL_RESPELT | AL_JOINED);
        }
    }
}

/* Let go of incoherent runs; giving one up enlarges its neighbours' change, so step back one. */
static void sweep(al_aligner *aligner, size_t n, bool moved)
{
    al_run *runs = aligner->runs;
    for (uint32_t i = 0; i + 1 < n;) {
        al_run *run = &runs[i], *next = &runs[run->next];
        uint32_t merged[2];
        for (int side = 0; side < 2; side++)
            merged[side] = run->change[side] + next->change[side] + run->size[side];
        bool untouched = run->change[0] + run->change[1] + next->change[0] + next->change[1] == 0;
        if (untouched ||
            run->bits >= AL_COHERENCE + log2f((float)merged[0]) + log2f((float)merged[1])) {
            i = run->next;
            continue;
        }
        give_up(aligner->alignment, run, moved);
        memcpy(next->change, merged, sizeof merged);
        next->enlarged = true;
        next->previous = run->previous;
        if (run->previous == AL_NONE) {
            i = run->next;
        } else {
            runs[run->previous].next = run->next;
            i = run->previous;
        }
    }
}

/* Whether a word of a side stands in line without a partner. */
static bool is_open(const al_alignment *alignment, int side, uint32_t i, uint32_t end, bool moved)
{
    return i < end && alignment->partner[side][i] == AL_NONE && in_line(alignment, side, i, moved);
}

static bool pair_equal(al_aligner *aligner, uint32_t a, uint32_t b)
{
    if (aligner->pair->words[0][a] != aligner->pair->words[1][b])
        return false;
    aligner->alignment->partner[0][a] = b;
    aligner->alignment->partner[1][b] = a;
    return true;
}

/*
 * Spelling has split a change: what was no run in the whole of it, such as a
 * lone `the`, may now stand beside a pair on both sides, and is one again.
 */
static void close_up(al_aligner *aligner, al_words_range change, bool moved)
{
    const al_alignment *alignment = aligner->alignment;
    const uint32_t *end = change.end;
    for (uint32_t a = change.start[0]; a < end[0]; a++) {
        uint32_t b = alignment->partner[0][a];
        if (b == AL_NONE || !in_line(alignment, 0, a, moved))
            continue;
        uint32_t next_a = al_pair_end(alignment, 0, a, end[0]);
        uint32_t next_b = al_pair_end(alignment, 1, b, end[1]);
        while (is_open(alignment, 0, next_a, end[0], moved) &&
               is_open(alignment, 1, next_b, end[1], moved) &&
               pair_equal(aligner, next_a, next_b)) {
            next_a++;
            next_b++;
        }
        while (a > change.start[0] && b > change.start[1] &&
               is_open(alignment, 0, a - 1, end[0], moved) &&
               is_open(alignment, 1, b - 1, end[1], moved) && pair_equal(aligner, a - 1, b - 1)) {
            a--;
            b--;
        }
        a = next_a - 1;
    }
}

/* Spell the changes before each run; only the enlarged ones the second time. */
static bool respell_changes(al_aligner *aligner, al_words_range range, size_t n, bool moved,
                            bool all, uint32_t *found)
{
    uint32_t last = (uint32_t)n - 1;
    for (uint32_t i = last; i != AL_NONE; i = aligner->runs[i].previous) {
        const al_run *run = &aligner->runs[i];
        if (!(all || run->enlarged) || !al_respell_possible(aligner->respeller, run->change))
            continue;
        const al_run *before = run->previous == AL_NONE ? NULL : &aligner->runs[run->previous];
        al_words_range change = {{range.start[0], range.start[1]}, {run->start[0], run->start[1]}};
        if (before != NULL)
            memcpy(change.start, before->end, sizeof change.start);
        al_gap gap;
        uint32_t more;
        if (al_clock_late(aligner->options->clock, run->start[0] - change.start[0]) ||
            !al_aligner_gather(aligner, change, moved, &gap) ||
            !al_respell(aligner->respeller, &gap, aligner->alignment, &more))
            return false;
        if (more > 0)
            close_up(aligner, change, moved);
        *found += more;
    }
    return true;
}

/*
 * Where most changed words turn out to be misread ones, the text is one of
 * many errors of reading, and the others are looked at again in that light.
 */
static bool respell_again(al_aligner *aligner, al_words_range range, size_t n, bool moved)
{
    const uint8_t *state = aligner->alignment->state[0];
    uint64_t respelt = 0, replaced = 0;
    uint32_t found = 0;
    for (uint32_t i = (uint32_t)n - 1; i != AL_NONE; i = aligner->runs[i].previous) {
        const uint32_t *change = aligner->runs[i].change;
        replaced += change[0] < change[1] ? change[0] : change[1];
    }
    for (uint32_t a = range.start[0]; a < range.end[0]; a++)
        respelt += (state[a] & AL_RESPELT) != 0;
    if (!al_respeller_expect(aligner->respeller, respelt, replaced))
        return true;
    return find_runs(aligner, range, moved, &n) &&
           respell_changes(aligner, range, n, moved, true, &found);
}

bool al_line_cohere(al_aligner *aligner, al_words_range range, bool moved)
{
    size_t n;
    uint32_t found = 0;
    if (!find_runs(aligner, range, moved, &n))
        return false;
    if (aligner->respeller != NULL) {
        if (!respell_changes(aligner, range, n, moved, true, &found) ||
            (found > 0 && !find_runs(aligner, range, moved, &n)))
            return false;
    }
    sweep(aligner, n, moved);
    if (aligner->respeller == NULL)
        return true;
    return respell_changes(aligner, range, n, moved, false, &found) &&
           (moved || respell_again(aligner, range, n, moved));
}
