/* SPDX-License-Identifier: Apache-2.0 */
/* From two texts to the passages that tell the same, in the order of reword.h. */
#include "reword/reword.h"

#include "base/deadline.h"
#include "base/error.h"
#include "reword/grid.h"
#include "reword/refine.h"
#include "reword/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Fitted on unrelated pairs, passages of any length (bench/calibration): a bit of
 * the score is worth so many, since neighbours are not independent.
 */
static const double slope = .575, constant = 10.8;

/*
 * Words of both sides together, some 360 characters: below, unrelated texts on
 * one subject look alike too often, however rare their words are. Who asks for
 * what chance makes gets short passages, too.
 */
static const uint32_t least_words = 64;
static const double short_expected = .01;

/*
 * What a seed and a range under way must say, in shares of what a passage must
 * say to be reported, and no more than so many bits. (Seeds from 10 bits on
 * find hardly more that is significant, at ten times the cost.)
 */
static const double seed_share = .65, range_share = .25, most_seed = 26, most_range = 15;
static const uint32_t near_words = 20; /* a seed so near a range is one of the same passage */
enum { bucket_words = 256 };

/* Words that refining may look at for each word of the texts. */
static const uint64_t most_work = 64, work_free = 4000000;

/*
 * Beside a summary, in shares of its bits: passages that say so much together
 * explain it; one that says so much alone may be a part of it; and one that is
 * so strong is a copy, behind which enough must be left to be a summary still.
 */
static const double explained_together = 2, part_of_it = .9, copy_in_it = 1.1, explained = .8;
static const double rest_bits = 30;
static const uint32_t rest_words = 70;

/* One kind of reuse: weaker passages by so much less kept go, unless they say this. */
static const double kind_margin = .28, kind_bits = 110;

typedef struct candidates {
    al_candidate *items;
    size_t n;
    size_t capacity;
} candidates;

/* Ranges that have been refined, by place in side 1, so that a seed in one is found soon. */
typedef struct refined {
    al_words_range *ranges;
    size_t n;
    size_t capacity;
    uint32_t *next;    /* of each entry, the one before it in its bucket + 1 */
    uint32_t *entries; /* of each entry, its range */
    size_t n_entries;
    size_t next_capacity;
    size_t entries_capacity;
    uint32_t *heads; /* of each bucket, its last entry + 1 */
    uint32_t n_buckets;
} refined;

typedef struct finding {
    const al_reword_pair *pair;
    const al_reword_options *options;
    al_evidence evidence;
    al_box *seeds;
    size_t n_seeds;
    refined refined;
    candidates found;
    candidates accepted;
    al_reworded *out;
    size_t n_out;
    size_t out_capacity;
    double least_seed;  /* bits of a seed that is looked at */
    double least_range; /* bits of a range that is not given up */
    float *scores;
    al_range *ranges;
    bool whole;
} finding;

static void release(finding *work)
{
    const almost_allocator *allocator = work->options->allocator;
    al_evidence_release(&work->evidence);
    al_release(allocator, work->seeds);
    al_release(allocator, work->refined.ranges);
    al_release(allocator, work->refined.next);
    al_release(allocator, work->refined.entries);
    al_release(allocator, work->refined.heads);
    al_release(allocator, work->found.items);
    al_release(allocator, work->accepted.items);
    al_release(allocator, work->scores);
    al_release(allocator, work->ranges);
}

static double calibrated(double bits)
{
    return slope * bits + constant;
}

static bool is_significant(const finding *work, const al_candidate *candidate)
{
    double bits = calibrated(al_candidate_bits(candidate));
    if (work->pair->area * exp2(-bits) > work->options->expected)
        return false;
    if (work->options->expected >= short_expected)
        return true;
    uint32_t length = 0;
    for (int side = 0; side < 2; side++)
        length += candidate->words.end[side] - candidate->words.start[side];
    return length >= least_words;
}

static bool add(const finding *work, candidates *list, const al_candidate *candidate)
{
    if (!al_grow(work->options->allocator, (void **)&list->items, &list->capacity, list->n + 1,
                 sizeof *list->items))
        return false;
    list->items[list->n++] = *candidate;
    return true;
}

static bool is_near(uint32_t word, uint32_t start, uint32_t end)
{
    return (uint64_t)word + near_words >= start && word < (uint64_t)end + near_words;
}

static bool is_refined(const refined *refined, const al_words_range *box)
{
    uint32_t centre[2] = {box->start[0] + al_cell_words, box->start[1] + al_cell_words};
    uint32_t bucket = centre[1] / bucket_words;
    if (bucket >= refined->n_buckets)
        bucket = refined->n_buckets - 1;
    for (uint32_t entry = refined->heads[bucket]; entry > 0; entry = refined->next[entry - 1]) {
        const al_words_range *range = &refined->ranges[refined->entries[entry - 1]];
        if (is_near(centre[0], range->start[0], range->end[0]) &&
            is_near(centre[1], range->start[1], range->end[1]))
            return true;
    }
    return false;
}

static bool remember(finding *work, const al_words_range *range)
{
    const almost_allocator *allocator = work->options->allocator;
    refined *refined = &work->refined;
    uint32_t first =
        range->start[1] > near_words ? (range->start[1] - near_words) / bucket_words : 0;
    uint32_t last = (range->end[1] + near_words) / bucket_words;
    if (last >= refined->n_buckets)
        last = refined->n_buckets - 1;
    size_t wanted = refined->n_entries + (last - first) + 1;
    if (!al_grow(allocator, (void **)&refined->ranges, &refined->capacity, refined->n + 1,
                 sizeof *refined->ranges) ||
        !al_grow(allocator, (void **)&refined->next, &refined->next_capacity, wanted,
                 sizeof *refined->next) ||
        !al_grow(allocator, (void **)&refined->entries, &refined->entries_capacity, wanted,
                 sizeof *refined->entries))
        return false;
    for (uint32_t bucket = first; bucket <= last; bucket++) {
        refined->entries[refined->n_entries] = (uint32_t)refined->n;
        refined->next[refined->n_entries] = refined->heads[bucket];
        refined->heads[bucket] = (uint32_t)++refined->n_entries;
    }
    refined->ranges[refined->n++] = *range;
    return true;
}

/* Refine the seeds, best first, those in ranges that have been refined left out. */
static bool refine_seeds(finding *work)
{
    const al_reword_side *sides = work->pair->sides;
    uint64_t budget = most_work * ((uint64_t)sides[0].n + sides[1].n) + work_free;
    work->refined.n_buckets = sides[1].n / bucket_words + 1;
    work->refined.heads =
        al_allocate_zero(work->options->allocator, work->refined.n_buckets, sizeof(uint32_t));
    if (work->refined.heads == NULL)
        return false;
    for (size_t i = 0; i < work->n_seeds; i++) {
        al_candidate candidate = {.box = work->seeds[i].words};
        if (is_refined(&work->refined, &candidate.box))
            continue;
        if (al_clock_look(work->options->clock))
            return false;
        if (work->evidence.looked_at > budget) {
            work->whole = false;
            break;
        }
        if (!al_refine(&work->evidence, work->least_range, &candidate))
            continue;
        if (!remember(work, &candidate.words))
            return false;
        if (is_significant(work, &candidate) && !add(work, &work->found, &candidate))
            return false;
    }
    return true;
}

/*
 * Copies of one passage are equally strong but for what rounding makes of it; of those the one
 * beside which the alignment leads comes first.
 */
static void rank(const finding *work, al_candidate *candidate)
{
    static const double equal = .125; /* bits */
    const uint32_t *line = work->pair->line;
    candidate->rank = al_candidate_bits(candidate);
    candidate->aside = 0;
    if (line == NULL)
        return;
    uint32_t mine = candidate->words.start[0], theirs = line[candidate->words.start[1]];
    candidate->rank = floor(candidate->rank / equal);
    candidate->aside = mine > theirs ? mine - theirs : theirs - mine;
}

static int strongest_first(const void *left, const void *right)
{
    const al_candidate *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    if (a->aside != b->aside)
        return a->aside < b->aside ? -1 : 1;
    if (a->words.start[1] != b->words.start[1])
        return a->words.start[1] < b->words.start[1] ? -1 : 1;
    return a->words.start[0] < b->words.start[0] ? -1 : a->words.start[0] > b->words.start[0];
}

static bool is_open(const al_evidence *evidence, const al_words_range *words)
{
    for (int side = 0; side < 2; side++)
        if (memchr(evidence->closed[side] + words->start[side], 1,
                   words->end[side] - words->start[side]) != NULL)
            return false;
    return true;
}

static bool accept(finding *work, const al_candidate *candidate)
{
    for (int side = 0; side < 2; side++)
        memset(work->evidence.closed[side] + candidate->words.start[side], 1,
               candidate->words.end[side] - candidate->words.start[side]);
    return add(work, &work->accepted, candidate);
}

/* The strongest first; who shares words with a stronger one must do without them. */
static bool resolve_overlaps(finding *work)
{
    candidates *found = &work->found;
    for (size_t i = 0; i < found->n; i++)
        rank(work, &found->items[i]);
    if (found->n > 1)
        qsort(found->items, found->n, sizeof *found->items, strongest_first);
    for (size_t i = 0; i < found->n; i++) {
        al_candidate candidate = found->items[i];
        if (al_clock_look(work->options->clock))
            return false;
        if (!is_open(&work->evidence, &candidate.words) &&
            (!al_refine(&work->evidence, work->least_range, &candidate) ||
             !is_significant(work, &candidate)))
            continue;
        if (!accept(work, &candidate))
            return false;
    }
    return true;
}

static void keep_one_kind(finding *work)
{
    candidates *accepted = &work->accepted;
    size_t kept = 0;
    for (size_t i = 0; i < accepted->n; i++) {
        const al_candidate *candidate = &accepted->items[i];
        if (candidate->kept >= accepted->items[0].kept - kind_margin ||
            al_candidate_bits(candidate) >= kind_bits)
            accepted->items[kept++] = *candidate;
    }
    accepted->n = kept;
}

static bool add_out(finding *work, al_reworded passage)
{
    if (!al_grow(work->options->allocator, (void **)&work->out, &work->out_capacity,
                 work->n_out + 1, sizeof *work->out))
        return false;
    work->out[work->n_out++] = passage;
    return true;
}

static bool overlaps(al_range words, const al_candidate *candidate, int side)
{
    return candidate->words.start[side] < words.end && words.start < candidate->words.end[side];
}

/*
 * Whether passages word by word tell as much as the summary does: together they
 * say far more, or what strong ones leave of it would be no summary.
 */
static bool is_explained(finding *work, int side, const al_summary *summary)
{
    double together = 0, rest = 0;
    uint32_t words = summary->words.end - summary->words.start;
    for (uint32_t i = summary->words.start; i < summary->words.end; i++)
        rest += work->scores[i];
    size_t n = 0;
    for (size_t i = 0; i < work->accepted.n; i++) {
        const al_candidate *candidate = &work->accepted.items[i];
        if (!overlaps(summary->words, candidate, side))
            continue;
        together += candidate->sum;
        if (candidate->sum < part_of_it * summary->bits)
            continue;
        work->ranges[n++] = (al_range){candidate->words.start[!side], candidate->words.end[!side]};
        if (candidate->sum < copy_in_it * summary->bits)
            continue;
        for (uint32_t w = candidate->words.start[side]; w < candidate->words.end[side]; w++)
            if (w >= summary->words.start && w < summary->words.end) {
                rest -= work->scores[w];
                words--;
            }
    }
    return together >= explained_together * summary->bits || rest < rest_bits ||
           words < rest_words ||
           al_summary_explained(&work->evidence, side, summary, work->scores, work->ranges, n) >=
               explained;
}

/* The best summary that one side holds and no passage explains. */
static bool find_summary(finding *work, int side, al_summary *summary, bool *found)
{
    const almost_allocator *allocator = work->options->allocator;
    al_release(allocator, work->scores);
    al_release(allocator, work->ranges);
    work->ranges = al_allocate(allocator, work->accepted.n, sizeof *work->ranges);
    work->scores = al_allocate(allocator, work->pair->sides[side].n, sizeof *work->scores);
    if (work->scores == NULL || work->ranges == NULL)
        return false;
    *found = al_summary_find(&work->evidence, side, work->scores, summary) &&
             al_summary_expected(summary->bits) <= work->options->expected &&
             !is_explained(work, side, summary);
    return true;
}

/* A summary takes the place of the passages that overlap it. */
static bool add_summary(finding *work, int side, const al_summary *summary)
{
    size_t kept = 0;
    for (size_t i = 0; i < work->accepted.n; i++)
        if (!overlaps(summary->words, &work->accepted.items[i], side))
            work->accepted.items[kept++] = work->accepted.items[i];
    work->accepted.n = kept;
    al_range source = summary->source;
    if (work->options->one_kind)
        source = (al_range){0, work->pair->sides[!side].n};
    al_reworded passage = {.summary = (int8_t)side};
    passage.bits = (float)(log2(work->pair->area) - log2(al_summary_expected(summary->bits)));
    passage.words.start[side] = summary->words.start;
    passage.words.end[side] = summary->words.end;
    passage.words.start[!side] = source.start;
    passage.words.end[!side] = source.end;
    return add_out(work, passage);
}

/* Either side may be the short one; the one that says more is believed. */
static bool find_summaries(finding *work)
{
    al_summary summaries[2];
    bool found[2];
    for (int side = 0; side < 2; side++) {
        found[side] = false;
        if (work->options->one_kind && side != work->options->short_side)
            continue;
        if (!find_summary(work, side, &summaries[side], &found[side]))
            return false;
    }
    if (!found[0] && !found[1])
        return true;
    int side = !found[0] || (found[1] && summaries[1].bits >= summaries[0].bits);
    return add_summary(work, side, &summaries[side]);
}

static int by_side_1(const void *left, const void *right)
{
    const al_words_range *a = &((const al_reworded *)left)->words;
    const al_words_range *b = &((const al_reworded *)right)->words;
    if (a->start[1] != b->start[1])
        return a->start[1] < b->start[1] ? -1 : 1;
    return a->start[0] < b->start[0] ? -1 : a->start[0] > b->start[0];
}

static bool list(finding *work)
{
    for (size_t i = 0; i < work->accepted.n; i++) {
        const al_candidate *candidate = &work->accepted.items[i];
        al_reworded passage = {
            .words = candidate->words,
            .bits = (float)calibrated(al_candidate_bits(candidate)),
            .kept = (float)candidate->kept,
            .summary = -1,
        };
        if (!add_out(work, passage))
            return false;
    }
    if (work->n_out > 1)
        qsort(work->out, work->n_out, sizeof *work->out, by_side_1);
    return true;
}

/* How little a seed and a range may say, so that what is asked for is found. */
static void set_least(finding *work)
{
    double bits = (log2(work->pair->area / work->options->expected) - constant) / slope;
    work->least_seed = fmin(fmax(seed_share * bits, 1), most_seed);
    work->least_range = fmin(fmax(range_share * bits, 1), most_range);
}

static bool find(finding *work)
{
    set_least(work);
    if (!al_grid_seeds(&work->evidence, work->options->clock, work->least_seed, &work->seeds,
                       &work->n_seeds, &work->whole) ||
        !refine_seeds(work) || !resolve_overlaps(work))
        return false;
    if (work->options->one_kind)
        keep_one_kind(work);
    al_evidence_open(&work->evidence); /* a summary may enclose passages, and take their place */
    if (work->pair->known_language && !find_summaries(work))
        return false;
    return list(work);
}

almost_status al_reword_find(const al_reword_pair *pair, const al_reword_options *options,
                             al_reworded **out, size_t *n, bool *whole, almost_error *error)
{
    finding work = {.pair = pair, .options = options, .whole = true};
    if (!al_evidence_init(&work.evidence, pair, options->allocator))
        return al_fail_memory(error);
    bool done = find(&work);
    release(&work);
    if (!done) {
        al_release(options->allocator, work.out);
        return al_clock_fail(options->clock, error);
    }
    *whole = *whole && work.whole;
    *out = work.out;
    *n = work.n_out;
    return ALMOST_OK;
}
