/* SPDX-License-Identifier: Apache-2.0 */
#include "reword/summary.h"

#include "text/background.h"

#include <math.h>

static const float summary_q = .85F;   /* share of a summary's words that stand in the source */
static const uint32_t neighbourhood = 120; /* words: an island is looked at beside what lies farther off */
static const uint32_t least_words = 70;
static const uint32_t least_ratio = 3;  /* words of the source for one of the summary */
static const double drop = 25;          /* bits below the best at which a run ends */
static const double sentence_bonus = 5, paragraph_bonus = 10; /* bits for an end there */
static const uint32_t beside = 10;      /* words beside a passage that count as in it */

/*
 * Fitted on unrelated pairs, runs of any length in sides with a third of the
 * other's words or less (bench/calibration). The number does not grow with the
 * lengths: a longer side has more of its own that tells what is no island.
 */
static const double slope = .67, constant = -7.7;

/* What a word says that the other side holds, whose probability is `chance`. */
static float told_bits(const al_evidence *evidence, int side, float chance)
{
    float other = (float)evidence->pair->sides[!side].n;
    return al_gain(summary_q, al_chance_in(chance, other));
}

/* The scores of the occurrences of one shared stem; a repeat nearby says nothing new. */
static void score_stem(const al_evidence *evidence, int side, uint32_t stem, float rarest,
                       float *scores)
{
    const uint32_t *at = evidence->at[side];
    uint32_t start = evidence->first[side][stem], end = evidence->first[side][stem + 1];
    float words = (float)evidence->pair->sides[side].n;
    float background = evidence->background[stem], usual = -1; /* what it says in no island */
    for (uint32_t i = start; i < end;) {
        uint32_t first = i++;
        for (; i < end && at[i] <= at[first] + neighbourhood; i++)
            scores[at[i]] = 0;
        float far = (float)((end - start) - (i - first)) / words;
        if (far > background && far > AL_BACKGROUND_LEAST) {
            scores[at[first]] = told_bits(evidence, side, far);
        } else {
            if (usual < 0)
                usual = background > AL_BACKGROUND_LEAST ? told_bits(evidence, side, background)
                                                         : rarest;
            scores[at[first]] = usual;
        }
        for (; i < end && at[i] - at[i - 1] <= neighbourhood; i++)
            scores[at[i]] = 0;
    }
}

static void score_words(const al_evidence *evidence, int side, float *scores)
{
    const al_reword_side *mine = &evidence->pair->sides[side];
    float miss = log2f(1 - summary_q), rarest = told_bits(evidence, side, AL_BACKGROUND_LEAST);
    for (uint32_t i = 0; i < mine->n; i++)
        scores[i] = miss;
    for (uint32_t stem = AL_ALONE; stem < evidence->n_stems; stem++)
        score_stem(evidence, side, stem, rarest, scores);
    for (uint32_t i = 0; i < mine->n; i++)
        if (evidence->closed[side][i])
            scores[i] = (float)-drop; /* a wall */
}

static double bonus(const al_reword_side *side, uint32_t place)
{
    return side->breaks[place] == AL_BREAK_PARAGRAPH ? paragraph_bonus
         : side->breaks[place] == AL_BREAK_SENTENCE  ? sentence_bonus
                                                     : 0;
}

/* The best run, with what its ends are worth; a run ends for good far below its best. */
static double best_run(const al_reword_side *side, const float *scores, al_range *run)
{
    double best = 0, sum = 0, top = 0, begin = bonus(side, 0), end;
    uint32_t start = 0;
    bool open = false;
    for (uint32_t i = 0; i < side->n; i++, begin = end) {
        if (!open || sum <= begin) {
            sum = top = begin;
            start = i;
            open = true;
        }
        sum += scores[i];
        end = bonus(side, i + 1);
        double value = sum + end;
        top = value > top ? value : top;
        if (value > best) {
            best = value;
            *run = (al_range){start, i + 1};
        }
        open = sum > top - drop;
    }
    return best;
}

/* Narrow the source to what lies between the first and the last word that is told for certain. */
static al_range told_source(const al_evidence *evidence, int side, al_range words,
                            const float *scores)
{
    enum { few = 2 }; /* a word that stands more often leads nowhere */
    uint32_t n = evidence->pair->sides[!side].n;
    al_range source = {n, 0};
    for (uint32_t i = words.start; i < words.end; i++) {
        uint32_t stem = evidence->stems[side][i], start = evidence->first[!side][stem];
        uint32_t end = evidence->first[!side][stem + 1];
        if (scores[i] <= 0 || end - start > few)
            continue;
        if (evidence->at[!side][start] < source.start)
            source.start = evidence->at[!side][start];
        if (evidence->at[!side][end - 1] + 1 > source.end)
            source.end = evidence->at[!side][end - 1] + 1;
    }
    return source.start < source.end ? source : (al_range){0, n};
}

/* A source that is told from end to end is told as a whole. */
static al_range round_off(const al_reword_side *side, al_range source)
{
    uint32_t slack = side->n / 5;
    if (source.start + (side->n - source.end) <= slack)
        return (al_range){0, side->n};
    while (source.start > 0 && side->breaks[source.start] == AL_BREAK_NONE)
        source.start--;
    while (source.end < side->n && side->breaks[source.end] == AL_BREAK_NONE)
        source.end++;
    return source;
}

double al_summary_expected(double bits)
{
    return exp2(-(slope * bits + constant));
}

bool al_summary_find(al_evidence *evidence, int side, float *scores, al_summary *out)
{
    const al_reword_side *mine = &evidence->pair->sides[side];
    const al_reword_side *other = &evidence->pair->sides[!side];
    if (mine->n < least_words || other->n / least_ratio < least_words)
        return false;
    score_words(evidence, side, scores);
    al_summary summary;
    summary.bits = best_run(mine, scores, &summary.words);
    uint32_t length = summary.words.end - summary.words.start;
    if (length < least_words || other->n / least_ratio < length)
        return false;
    summary.source = round_off(other, told_source(evidence, side, summary.words, scores));
    *out = summary;
    return true;
}

/* Whether the stem stands in or beside one of the ranges. */
static bool stands_in(const al_evidence *evidence, int side, uint32_t stem, const al_range *ranges,
                      size_t n)
{
    const uint32_t *at = evidence->at[side];
    uint32_t end = evidence->first[side][stem + 1];
    for (size_t r = 0; r < n; r++) {
        uint32_t low = evidence->first[side][stem], high = end;
        while (low < high) { /* the first occurrence that is not before the range */
            uint32_t middle = low + (high - low) / 2;
            if (at[middle] + beside < ranges[r].start)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < end && at[low] < ranges[r].end + beside)
            return true;
    }
    return false;
}

double al_summary_explained(const al_evidence *evidence, int side, const al_summary *summary,
                            const float *scores, const al_range *ranges, size_t n)
{
    const uint32_t *stems = evidence->stems[side];
    double all = 0, explained = 0;
    for (uint32_t i = summary->words.start; i < summary->words.end; i++) {
        if (scores[i] <= 0)
            continue;
        all += scores[i];
        if (stands_in(evidence, !side, stems[i], ranges, n))
            explained += scores[i];
    }
    return all > 0 ? explained / all : 0;
}
