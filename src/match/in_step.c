/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Long runs of words that both sides have in step, found by walking from run
 * to run: a text and its copy with some edits need no seeds. At a difference
 * a few words of side 1 from farther on are looked for on side 0 near where
 * they are expected, at doubled distances. Only words count, so that the way a
 * text is wrapped has no say.
 *
 * Where a text is of one piece over and over (form letters), the walk may go on
 * from one letter to the next one over there, which is the same but for what it
 * is about. Then words that stand once in either text, a name or a number, are
 * not in the runs though nearly all other words are; and the walk was in vain.
 */
#include "match/anchors.h"

#include "base/error.h"

#include <string.h>

enum {
    least_run = 48,   /* words; shorter runs are left to the seeds */
    probe = 6,        /* words that are looked for */
    first_step = 12,  /* words behind a difference where the first probe is taken */
    farthest = 16384, /* the same for the last probe */
    confirmed = 16,   /* words that must agree around a probe */
    patience = 32768, /* words searched beyond four times what was gained before giving up */
    block = 1024,     /* words of which it is asked whether the runs are those of the rare words */
    least_rare = 8,   /* fewer words that stand once say nothing about a block */
    many_blocks = 32  /* one block in so many may be out of step */
};

typedef struct steps {
    const al_pair *pair;
    uint64_t at[2];
    uint64_t searched;
    uint64_t gained;
} steps;

static uint64_t left(const steps *steps, int side)
{
    return steps->pair->n[side] - steps->at[side];
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t agree(const uint32_t *a, const uint32_t *b, uint64_t most)
{
    enum { row = 16 }; /* words that are compared at once */
    uint64_t n = 0;
    while (most - n >= row && memcmp(a + n, b + n, row * sizeof *a) == 0)
        n += row;
    while (n < most && a[n] == b[n])
        n++;
    return n;
}

static uint64_t agree_back(const uint32_t *a, const uint32_t *b, uint64_t most)
{
    uint64_t n = 0;
    while (n < most && a[-(int64_t)n - 1] == b[-(int64_t)n - 1])
        n++;
    return n;
}

/* The place in `in` of the probe that is nearest to `expected`, or `n`. */
static uint64_t nearest(const uint32_t *in, uint64_t n, const uint32_t *wanted, uint64_t expected)
{
    uint64_t best = n;
    for (uint64_t at = 0; at + probe <= n; at++) {
        if (in[at] != wanted[0] || agree(in + at, wanted, probe) < probe)
            continue;
        if (at >= expected)
            return best < n && expected - best < at - expected ? best : at;
        best = at;
    }
    return best;
}

/* Go on to the next place where both sides agree; false when it is too far away. */
static bool resume(steps *steps)
{
    const uint32_t *a = steps->pair->words[0] + steps->at[0];
    const uint32_t *b = steps->pair->words[1] + steps->at[1];
    for (uint64_t step = first_step; step <= farthest && step + probe <= left(steps, 1);
         step *= 2) {
        uint64_t window = least(3 * step + probe, left(steps, 0));
        steps->searched += window;
        if (steps->searched > patience + 4 * steps->gained)
            return false;
        uint64_t place = nearest(a, window, b + step, step);
        if (place == window)
            continue;
        uint64_t most = least(left(steps, 0) - place, left(steps, 1) - step);
        uint64_t ahead = agree(a + place, b + step, least(most, confirmed));
        uint64_t back = agree_back(a + place, b + step, least(place, step));
        if (ahead + back < confirmed && ahead < most)
            continue;
        steps->at[0] += place - back;
        steps->at[1] += step - back;
        return true;
    }
    return false;
}

/* How often a fold stands on either side, as far as twice: two bits for each. */
enum { one_each = 1 | 1 << 2 };

static void count_folds(const al_pair *pair, int side, uint8_t *counts)
{
    const uint8_t one = side == 0 ? 1 : 1 << 2, two = (uint8_t)(one << 1);
    for (uint32_t i = 0; i < pair->n[side]; i++) {
        uint8_t *count = &counts[pair->words[side][i]];
        *count += *count & two ? 0 : one;
    }
}

/* Words of a block of side 1, and those of them in the runs. */
typedef struct rare_words {
    uint32_t all, known;           /* words */
    uint32_t rare_all, rare_known; /* those that stand once on either side */
} rare_words;

static bool is_out_of_step(const rare_words *words)
{
    return words->rare_all >= least_rare &&
           2 * (uint64_t)words->rare_known * words->all < (uint64_t)words->known * words->rare_all;
}

static uint32_t count_rare(const al_pair *pair, const uint8_t *counts, uint32_t start, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = start; i < end; i++)
        n += counts[pair->words[1][i]] == one_each;
    return n;
}

/*
 * Whether so few blocks have a word outside of the runs that these cannot be too many, whatever
 * they are: in a block that is known entirely its rare words are, too.
 */
static bool are_nearly_all(const al_pair *pair, const al_anchors *runs)
{
    uint32_t open = 0, at = 0, n_blocks = (pair->n[1] + block - 1) / block, counted = 0;
    for (size_t i = 0; i <= runs->n; i++) {
        uint32_t start = i < runs->n ? runs->items[i].start[1] : pair->n[1];
        uint32_t first = at / block > counted ? at / block : counted;
        if (start > at) {
            uint32_t behind = (start - 1) / block + 1;
            open += behind > first ? behind - first : 0;
            counted = behind > counted ? behind : counted;
        }
        at = i < runs->n ? start + runs->items[i].length : start;
    }
    return open * many_blocks <= n_blocks;
}

/* Count the words of a block; *run is the first run that ends in it or behind. */
static rare_words read_block(const al_pair *pair, const al_anchors *runs, const uint8_t *counts,
                             uint32_t start, uint32_t end, size_t *run)
{
    rare_words words = {.all = end - start};
    for (uint32_t at = start; at < end;) {
        while (*run < runs->n && runs->items[*run].start[1] + runs->items[*run].length <= at)
            ++*run;
        const al_anchor *next = *run < runs->n ? &runs->items[*run] : NULL;
        bool known = next != NULL && next->start[1] <= at;
        uint32_t stop = next == NULL ? end : next->start[1] + (known ? next->length : 0);
        stop = stop < end ? stop : end;
        uint32_t rare = count_rare(pair, counts, at, stop);
        words.known += known ? stop - at : 0;
        words.rare_all += rare;
        words.rare_known += known ? rare : 0;
        at = stop;
    }
    return words;
}

/* Whether the runs have the words that stand once about as they have all others. */
static bool have_rare_words(const al_pair *pair, const al_anchors *runs, const uint8_t *counts)
{
    uint32_t out_of_step = 0, n_blocks = 0;
    size_t run = 0;
    for (uint32_t start = 0; start < pair->n[1]; start += block, n_blocks++) {
        uint32_t end = pair->n[1] - start < block ? pair->n[1] : start + block;
        rare_words words = read_block(pair, runs, counts, start, end, &run);
        out_of_step += is_out_of_step(&words);
    }
    return out_of_step * many_blocks <= n_blocks;
}

static almost_status check_step(const al_pair *pair, const almost_allocator *allocator,
                                al_anchors *runs, almost_error *error)
{
    if (are_nearly_all(pair, runs))
        return ALMOST_OK;
    uint8_t *counts = al_allocate_zero(allocator, pair->n_folds, 1);
    if (counts == NULL)
        return al_fail_memory(error);
    for (int side = 0; side < 2; side++)
        count_folds(pair, side, counts);
    if (!have_rare_words(pair, runs, counts))
        runs->n = 0;
    al_release(allocator, counts);
    return ALMOST_OK;
}

almost_status al_in_step_find(const al_pair *pair, const almost_allocator *allocator,
                              al_anchors *out, almost_error *error)
{
    steps steps = {.pair = pair};
    uint64_t known = 0;
    do {
        al_anchor run = {.start = {(uint32_t)steps.at[0], (uint32_t)steps.at[1]}};
        run.length = (uint32_t)agree(pair->words[0] + steps.at[0], pair->words[1] + steps.at[1],
                                     least(left(&steps, 0), left(&steps, 1)));
        if (run.length >= least_run) {
            run.bits = al_run_bits(pair, run.start[0], run.length);
            if (!al_anchors_add(out, allocator, run))
                return al_fail_memory(error);
            known += run.length;
        }
        steps.gained += run.length;
        steps.at[0] += run.length;
        steps.at[1] += run.length;
    } while (left(&steps, 0) > 0 && left(&steps, 1) > 0 && resume(&steps));
    if (known < pair->n[0] / 2 || known < pair->n[1] / 2) /* seeds are needed anyway */
        out->n = 0;
    return out->n > 0 ? check_step(pair, allocator, out, error) : ALMOST_OK;
}
