/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding the stretch of a short text that tells a long one. A word scores once an
 * island: its stem, where it first stands, is worth the more the less often it
 * stands elsewhere in the same text, and its repeats nearby say nothing. The best
 * run of scores is found in one pass, with a bonus for ending at a break, and what
 * it tells is bounded by those of its words that stand hardly anywhere else in
 * the other text.
 */
#include "reword/summary.h"

#include "language/background.h"

#include <math.h>
#include <string.h>

static const float summary_q = .85F; /* share of a summary's words that stand in the source */
static const uint32_t neighbourhood =
    120; /* words: an island is looked at beside what lies farther off */
static const uint32_t least_words = 70;
static const uint32_t least_ratio = 3; /* words of the source for one of the summary */
static const double drop = 25;         /* bits below the best at which a run ends */
/* Bits for an end at a break. */
static const double bonus[] = {
    [AL_BREAK_NONE] = 0, [AL_BREAK_SENTENCE] = 5, [AL_BREAK_PARAGRAPH] = 10};
static const uint32_t beside = 10; /* words beside a passage that count as in it */

/*
 * Fitted on unrelated pairs, runs of any length in sides with a third of the
 * other's words or less (bench/calibration). The number does not grow with the
 * lengths: a longer side has more of its own that tells what is no island.
 */
static const double slope = .67, constant = -7.7;

/* Occurrences elsewhere of which is remembered what they say: more hardly leave anything to say. */
enum { most_elsewhere = 32 };

/* The words of one side being told by the other. */
typedef struct scoring {
    const al_evidence *evidence;
    int side;
    float *scores;                   /* of each word */
    float rarest;                    /* what the rarest stem says */
    float elsewhere[most_elsewhere]; /* what a stem says that stands so often elsewhere; < 0: not
                                        yet known */
} scoring;

/* What a word says that the other side holds, whose probability is `chance`. */
static float told_bits(const scoring *scoring, float chance)
{
    float other = (float)scoring->evidence->pair->sides[!scoring->side].n;
    return al_gain(summary_q, al_chance_in(chance, other));
}

/* What an island's stem says that stands so often elsewhere in its side. */
static float island_bits(scoring *scoring, uint32_t stem, uint32_t elsewhere)
{
    float background = scoring->evidence->background[stem];
    float far = (float)elsewhere / (float)scoring->evidence->pair->sides[scoring->side].n;
    if (far <= background || far <= AL_BACKGROUND_LEAST)
        return background > AL_BACKGROUND_LEAST ? told_bits(scoring, background) : scoring->rarest;
    if (elsewhere >= most_elsewhere)
        return told_bits(scoring, far);
    float *known = &scoring->elsewhere[elsewhere];
    if (*known < 0)
        *known = told_bits(scoring, far);
    return *known;
}

/* The scores of the occurrences of one shared stem; a repeat nearby says nothing new. */
static void score_stem(scoring *scoring, uint32_t stem)
{
    const al_evidence *evidence = scoring->evidence;
    const uint32_t *at = evidence->at[scoring->side];
    uint32_t start = evidence->first[scoring->side][stem];
    uint32_t end = evidence->first[scoring->side][stem + 1];
    float *scores = scoring->scores;
    for (uint32_t i = start; i < end;) {
        uint32_t first = at[i], before = i++;
        for (; i < end && at[i] <= first + neighbourhood; i++)
            scores[at[i]] = 0;
        scores[first] = island_bits(scoring, stem, (end - start) - (i - before));
        for (; i < end && at[i] - at[i - 1] <= neighbourhood; i++)
            scores[at[i]] = 0;
    }
}

static void score_words(const al_evidence *evidence, int side, float *scores)
{
    scoring scoring = {.evidence = evidence, .side = side, .scores = scores};
    const uint8_t *closed = evidence->closed[side];
    uint32_t n = evidence->pair->sides[side].n;
    float miss = log2f(1 - summary_q);
    scoring.rarest = told_bits(&scoring, AL_BACKGROUND_LEAST);
    for (int i = 0; i < most_elsewhere; i++)
        scoring.elsewhere[i] = -1;
    for (uint32_t i = 0; i < n; i++)
        scores[i] = miss;
    for (uint32_t stem = AL_ALONE; stem < evidence->n_stems; stem++)
        score_stem(&scoring, stem);
    for (const uint8_t *wall = closed;
         (wall = memchr(wall, 1, n - (size_t)(wall - closed))) != NULL; wall++)
        scores[wall - closed] = (float)-drop;
}

/* The best run, with what its ends are worth; a run ends for good far below its best. */
static double best_run(const al_reword_side *side, const float *scores, al_range *run)
{
    const uint8_t *breaks = side->breaks;
    double best = 0, sum = 0, least = 0, begin = bonus[breaks[0]], limit = begin;
    uint32_t start = 0;
    for (uint32_t i = 0, n = side->n; i < n; i++) {
        if (sum <= limit) {
            sum = begin;
            least = begin - drop;
            start = i;
        }
        sum += scores[i];
        begin = bonus[breaks[i + 1]]; /* of the next, and of an end here */
        double value = sum + begin, low = value - drop;
        least = low > least ? low : least;
        limit = least > begin ? least : begin;
        if (value > best) {
            best = value;
            *run = (al_range){start, i + 1};
        }
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
