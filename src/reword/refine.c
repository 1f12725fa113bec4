/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growing a passage from a seed. With the one side's range counted, the other side
 * is scanned for its best-scoring run (Kadane), which is then extended on either
 * end as long as it stays within `drop` of the best, with a bonus for ending at a
 * break; then the sides change roles, until neither moves. Rounds are bounded. What
 * was taken from the counts while scanning is given back before the next scan.
 */
#include "reword/refine.h"

#include <math.h>

static const double growing_q = .4;
static const double least_q = .4, most_q = .95;
static const double drop = 12; /* bits below the best at which a range stops growing */
static const double end_bonus =
    5; /* bits: 9 of 10 passages begin and end at a break, 1 of 16 words does */
static const uint32_t widening =
    48; /* words beside the other range that may hold what it lacks yet */
enum { most_rounds = 39 };

/* A range of one side and what it is worth against the counted range of the other. */
typedef struct run {
    al_range words;
    double bits;
} run;

/* One side scanned against the other's counted range. */
typedef struct scan {
    al_evidence *evidence;
    int side;
    double miss; /* bits of a word that is not there */
} scan;

static double take(const scan *scan, uint32_t word)
{
    al_evidence *evidence = scan->evidence;
    if (!al_take(evidence, scan->side, word))
        return scan->miss;
    return al_weight_of(evidence, evidence->stems[scan->side][word])->gain;
}

static void give_back(const scan *scan, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++)
        al_give_back(scan->evidence, scan->side, i);
}

static double bonus(const scan *scan, uint32_t place)
{
    return scan->evidence->pair->sides[scan->side].breaks[place] != AL_BREAK_NONE ? end_bonus : 0;
}

/* The best run among the open words of a range (Kadane); its words stay taken. */
static run best_run(const scan *scan, al_range within)
{
    const uint8_t *closed = scan->evidence->closed[scan->side];
    run best = {.bits = 0};
    double sum = 0;
    uint32_t start = within.start;
    for (uint32_t i = within.start; i < within.end; i++) {
        if (!closed[i])
            sum += take(scan, i);
        if (closed[i] || sum <= 0) {
            give_back(scan, start, closed[i] ? i : i + 1);
            sum = 0;
            start = i + 1;
        } else if (sum > best.bits) {
            best = (run){{start, i + 1}, sum};
        }
    }
    give_back(scan, start, within.end);
    scan->evidence->looked_at += within.end - within.start;
    for (uint32_t i = best.words.start; i < best.words.end; i++)
        al_take(scan->evidence, scan->side, i);
    return best;
}

static void extend_right(const scan *scan, run *run)
{
    const uint8_t *closed = scan->evidence->closed[scan->side];
    uint32_t n = scan->evidence->pair->sides[scan->side].n, scanned = run->words.end, i = scanned;
    double sum = run->bits, best = sum + bonus(scan, i);
    for (; i < n && !closed[i] && sum > best - drop;) {
        sum += take(scan, i++);
        if (sum + bonus(scan, i) > best) {
            best = sum + bonus(scan, i);
            run->words.end = i;
        }
    }
    scan->evidence->looked_at += i - scanned;
    give_back(scan, run->words.end, i);
    run->bits = best;
}

static void extend_left(const scan *scan, run *run)
{
    const uint8_t *closed = scan->evidence->closed[scan->side];
    uint32_t scanned = run->words.start, i = scanned;
    double sum = run->bits, best = sum + bonus(scan, i);
    for (; i > 0 && !closed[i - 1] && sum > best - drop;) {
        sum += take(scan, --i);
        if (sum + bonus(scan, i) > best) {
            best = sum + bonus(scan, i);
            run->words.start = i;
        }
    }
    scan->evidence->looked_at += scanned - i;
    give_back(scan, i, run->words.start);
    run->bits = best;
}

static al_range widen(const al_evidence *evidence, int side, al_range words, uint32_t by)
{
    uint32_t n = evidence->pair->sides[side].n;
    words.start = words.start > by ? words.start - by : 0;
    words.end = n - words.end > by ? words.end + by : n;
    return words;
}

/* The best range of `side` around `core`, against a range of the other side. */
static run best_range(al_evidence *evidence, int side, al_range core, al_range other, double q)
{
    scan scan = {evidence, side, log2(1 - q)};
    al_range_count(evidence, !side, other, q);
    run run = best_run(&scan, core);
    if (run.words.end > run.words.start) {
        extend_right(&scan, &run);
        extend_left(&scan, &run);
    }
    al_range_forget(evidence, !side, other);
    return run;
}

/* Sum over the words of one side of the probability that they are kept, not there by chance. */
static double kept_words(al_evidence *evidence, int side, const al_range words[2], double q)
{
    const uint32_t *stems = evidence->stems[side];
    double sum = 0;
    al_range_count(evidence, !side, words[!side], q);
    for (uint32_t i = words[side].start; i < words[side].end; i++)
        if (al_take(evidence, side, i))
            sum += q / (q + (1 - q) * al_weight_of(evidence, stems[i])->by_chance);
    al_range_forget(evidence, !side, words[!side]);
    return sum;
}

/* One step of expectation maximisation. */
static double estimate_q(al_evidence *evidence, const al_range words[2])
{
    double kept = 0, all = 0;
    for (int side = 0; side < 2; side++) {
        kept += kept_words(evidence, side, words, growing_q);
        all += words[side].end - words[side].start;
    }
    return fmin(fmax(kept / all, least_q), most_q);
}

/* Round after round; false when the passage comes to nothing. */
static bool grow(al_evidence *evidence, double least, const al_range box[2], al_range words[2])
{
    for (int round = 0; round < most_rounds; round++) {
        al_range before[2] = {words[0], words[1]};
        for (int side = 1; side >= 0; side--) {
            al_range other = widen(evidence, !side, words[!side], widening);
            run run = best_range(evidence, side, box[side], other, growing_q);
            words[side] = run.words;
            if (words[side].start == words[side].end || (round > 0 && run.bits < least))
                return false;
        }
        if (before[0].start == words[0].start && before[0].end == words[0].end &&
            before[1].start == words[1].start && before[1].end == words[1].end)
            break;
    }
    return true;
}

bool al_refine(al_evidence *evidence, double least, al_candidate *candidate)
{
    const al_words_range *box = &candidate->box;
    al_range boxes[2] = {{box->start[0], box->end[0]}, {box->start[1], box->end[1]}};
    al_range words[2] = {boxes[0], boxes[1]};
    if (!grow(evidence, least, boxes, words))
        return false;
    double q = estimate_q(evidence, words), sum = INFINITY;
    for (int side = 1; side >= 0; side--) {
        run run = best_range(evidence, side, words[side], words[!side], q);
        if (run.words.start == run.words.end)
            return false;
        words[side] = run.words;
        sum = fmin(sum, run.bits);
    }
    candidate->kept = q;
    candidate->sum = sum;
    for (int side = 0; side < 2; side++) {
        candidate->words.start[side] = words[side].start;
        candidate->words.end[side] = words[side].end;
    }
    candidate->order = al_order_bits(evidence, &candidate->words);
    return true;
}

double al_candidate_bits(const al_candidate *candidate)
{
    return candidate->sum + fmax(candidate->order, 0);
}
