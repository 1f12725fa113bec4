/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From two sequences of words to their alignment, stage by stage:
 *
 *   seeds -> chains and claims -> second seeds among what is left
 *         -> main line and moves -> gaps, spelling, coherence
 *         -> moves among what is still left -> the edges of moves
 *
 * The minimal mode keeps the main line only, cuts at long anchors only, and
 * stops after the gaps.
 */
#include "match/pair.h"

#include "base/deadline.h"
#include "base/error.h"
#include "match/coherence.h"
#include "match/leftover.h"
#include "match/line_align.h"
#include "match/moves.h"
#include "match/ranked.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum {
    small = 4096,   /* words; below, every k-gram is a seed */
    cut_words = 10, /* minimal mode: shorter anchors do not cut (with 8, two words more change) */
    shave = 1       /* words by which an anchor that cuts is shortened at both ends */
};

/*
 * Gaps between neighbours that are searched once more. Between long runs in
 * step nothing has been seeded yet, and a subsequence has many ties there which
 * a unique run decides (revisions of known origin: 195 errors with 8 words, 199
 * with 24, 236 with 256).
 */
static const uint32_t wide_unseeded = 8;
static const uint32_t wide_seeded = 256;

static const uint64_t whole_cells = UINT64_C(1) << 22; /* minimal mode: solved without seeds */
static const uint64_t contested_cells = UINT64_C(1)
                                        << 28; /* the same, when the order is in question */

typedef struct matching {
    const al_pair *pair;
    const al_match_options *options;
    const almost_allocator *allocator;
    al_alignment alignment;
    al_aligner aligner;
    uint8_t *taken[2];
    al_anchors anchors;
    al_lines lines;
    al_kgrams kgrams; /* that the sides share, once `kgrams_known` */
    bool kgrams_known;
    bool in_step; /* the first anchors are runs that both sides have in step */
} matching;

static void release(matching *work)
{
    for (int side = 0; side < 2; side++)
        al_release(work->allocator, work->taken[side]);
    al_release(work->allocator, work->anchors.items);
    al_release(work->allocator, work->lines.items);
    al_kgrams_release(&work->kgrams, work->allocator);
    al_aligner_release(&work->aligner);
}

static almost_status report(const matching *work, double share, almost_error *error)
{
    if (al_clock_look(work->options->clock))
        return al_clock_fail(work->options->clock, error);
    if (work->options->progress != NULL &&
        work->options->progress(work->options->progress_context, "matching", share) != 0)
        return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
    return ALMOST_OK;
}

static double search_space(const al_pair *pair)
{
    return log2((double)pair->n[0] + 1) + log2((double)pair->n[1] + 1);
}

/* The k-grams that the two sides share where all are known, or NULL. */
static const al_kgrams *known_kgrams(const matching *work)
{
    return work->kgrams_known ? &work->kgrams : NULL;
}

/* Look again, more closely, where the first anchors leave the order open. */
static almost_status second_seeds(matching *work, almost_error *error)
{
    if (work->kgrams_known && work->anchors.n == 0)
        return ALMOST_OK; /* nothing was claimed: the same seeds would be found */
    al_leftover left = {.taken = work->taken, .known = known_kgrams(work)};
    al_anchors more = {0};
    float search;
    almost_status status =
        al_stretches_unsolved(work->pair, work->allocator, &work->anchors,
                              work->in_step ? wide_unseeded : wide_seeded, left.stretches, error);
    if (status == ALMOST_OK && left.stretches[0].n > 0 && left.stretches[1].n > 0)
        status = al_leftover_anchors(work->pair, work->allocator, &left, &more, &search, error);
    if (status == ALMOST_OK && !al_anchors_merge(&work->anchors, work->allocator, &more))
        status = al_fail_memory(error);
    al_release(work->allocator, more.items);
    al_leftover_release(&left, work->allocator);
    return status;
}

/* All k-grams of the pair are looked at; they are kept for the searches to come. */
static almost_status all_seeds(matching *work, almost_error *error)
{
    al_stretches whole[2] = {{0}, {0}};
    almost_status status = ALMOST_OK;
    for (int side = 0; side < 2; side++) {
        al_stretch stretch = {.start = 0, .end = work->pair->n[side]};
        if (!al_stretches_add(&whole[side], work->allocator, stretch))
            status = al_fail_memory(error);
    }
    if (status == ALMOST_OK)
        status = al_kgrams_find(work->pair, work->allocator, whole, &work->kgrams, error);
    work->kgrams_known = status == ALMOST_OK;
    if (status == ALMOST_OK)
        status = al_kgrams_seeds(&work->kgrams, work->pair, work->allocator, whole, &work->anchors,
                                 error);
    al_release(work->allocator, whole[0].items);
    al_release(work->allocator, whole[1].items);
    return status;
}

/* Rare runs of words that the two sides share; texts that run in step need no seeds. */
static almost_status first_anchors(matching *work, almost_error *error)
{
    const al_pair *pair = work->pair;
    bool sampled = pair->n[0] > small && pair->n[1] > small;
    almost_status status = ALMOST_OK;
    if (sampled)
        status = al_in_step_find(pair, work->allocator, &work->anchors, error);
    if (status != ALMOST_OK)
        return status;
    work->in_step = work->anchors.n > 0;
    if (work->in_step) {
        al_anchors_trace(pair, "seeds", "in step", &work->anchors);
        for (size_t i = 0; i < work->anchors.n; i++)
            for (int side = 0; side < 2; side++)
                memset(work->taken[side] + work->anchors.items[i].start[side], 1,
                       work->anchors.items[i].length);
        return ALMOST_OK;
    }
    bool repeats = (uint64_t)pair->n[0] * pair->n[1] > work->options->max_cells;
    status = sampled ? al_seeds_find(pair, work->allocator, &work->anchors, &repeats, error)
                     : all_seeds(work, error);
    if (status != ALMOST_OK)
        return status;
    al_anchors_trace(pair, "seeds", "unique", &work->anchors);
    status = report(work, .05, error);
    if (status == ALMOST_OK && repeats)
        status = al_ranked_find(pair, work->allocator, &work->anchors, error);
    if (status == ALMOST_OK)
        status = report(work, .15, error);
    if (status != ALMOST_OK)
        return status;
    return al_anchors_claim(pair, work->allocator, work->taken, &work->anchors, error);
}

/* Anchors, their order, and which of them are moves. */
static almost_status find_lines(matching *work, almost_error *error)
{
    const al_pair *pair = work->pair;
    bool minimal = work->options->minimal;
    almost_status status = first_anchors(work, error);
    if (status == ALMOST_OK)
        status = report(work, .2, error);
    if (status == ALMOST_OK && (!minimal || work->in_step))
        status = second_seeds(work, error);
    if (status == ALMOST_OK)
        status = report(work, .4, error);
    if (status != ALMOST_OK)
        return status;
    float least_move = minimal ? INFINITY : (float)search_space(pair) + AL_MOVE_MARGIN;
    status = al_anchors_order(work->allocator, least_move, &work->anchors, &work->lines, error);
    bool any = status == ALMOST_OK && work->anchors.n > 0; /* else a line without anchors */
    for (size_t i = 0; any && i < work->lines.n; i++)
        al_line_trace(pair, i == 0 ? "main line" : "move",
                      work->anchors.items + work->lines.items[i].start,
                      work->lines.items[i].end - work->lines.items[i].start);
    return status;
}

/* Minimal mode: long anchors only, shaved, so that what lies beside them is free to match. */
static void keep_cuts(matching *work)
{
    size_t kept = 0;
    for (size_t i = work->lines.items[0].start; i < work->lines.items[0].end; i++) {
        al_anchor anchor = work->anchors.items[i];
        if (anchor.length < cut_words)
            continue;
        anchor.start[0] += shave;
        anchor.start[1] += shave;
        anchor.length -= 2 * shave;
        work->anchors.items[kept++] = anchor;
    }
    work->lines.items[0] = (al_line){0, kept};
}

static al_words_range whole_range(const al_pair *pair)
{
    return (al_words_range){{0, 0}, {pair->n[0], pair->n[1]}};
}

static almost_status match_minimal(matching *work, almost_error *error)
{
    const al_pair *pair = work->pair;
    uint64_t cells = (uint64_t)pair->n[0] * pair->n[1];
    al_words_range range = whole_range(pair);
    bool whole = cells <= whole_cells;
    if (!whole) {
        almost_status status = find_lines(work, error);
        if (status != ALMOST_OK)
            return status;
        whole = work->lines.contested && cells <= contested_cells;
        keep_cuts(work);
    }
    const al_anchor *anchors = work->anchors.items;
    size_t n = whole || work->lines.n == 0 ? 0 : work->lines.items[0].end;
    if (whole)
        work->aligner.gaps.max_cells = cells;
    if (!al_line_align(&work->aligner, anchors, n, range, false))
        return al_clock_fail(work->options->clock, error);
    if (!whole) { /* anchors may have cut a longer subsequence: nothing is proved */
        work->alignment.n_approximations = 0;
        if (!al_alignment_approximate(&work->alignment, range))
            return al_clock_fail(work->options->clock, error);
    }
    return ALMOST_OK;
}

static almost_status match_coherent(matching *work, almost_error *error)
{
    al_words_range range = whole_range(work->pair);
    almost_status status = find_lines(work, error);
    if (status == ALMOST_OK)
        status = report(work, .5, error);
    if (status != ALMOST_OK)
        return status;
    const al_anchor *anchors = work->anchors.items;
    for (size_t i = 1; i < work->lines.n; i++)
        if (!al_move_align(&work->aligner, anchors + work->lines.items[i].start,
                           work->lines.items[i].end - work->lines.items[i].start))
            return al_clock_fail(work->options->clock, error);
    if (!al_line_align(&work->aligner, anchors, work->lines.items[0].end, range, false) ||
        !al_line_cohere(&work->aligner, range, false))
        return al_clock_fail(work->options->clock, error);
    status = report(work, .8, error);
    if (status == ALMOST_OK)
        status = al_moves_find(&work->aligner, known_kgrams(work), work->taken, error);
    if (status == ALMOST_OK && !al_moves_finish(&work->aligner))
        status = al_clock_fail(work->options->clock, error);
    return status;
}

static almost_status match(matching *work, almost_error *error)
{
    const al_pair *pair = work->pair;
    if (!al_alignment_init(&work->alignment, pair->n, work->allocator))
        return al_fail_memory(error);
    if (!al_aligner_init(&work->aligner, pair, work->options, &work->alignment)) {
        al_alignment_release(&work->alignment);
        return al_fail_memory(error);
    }
    for (int side = 0; side < 2; side++)
        work->taken[side] = al_allocate_zero(work->allocator, pair->n[side], 1);
    almost_status status = ALMOST_OK;
    if (work->taken[0] == NULL || work->taken[1] == NULL)
        status = al_fail_memory(error);
    else
        status = work->options->minimal ? match_minimal(work, error) : match_coherent(work, error);
    release(work);
    if (status != ALMOST_OK)
        al_alignment_release(&work->alignment);
    return status;
}

almost_status al_match(const al_pair *pair, const al_match_options *options, al_alignment *out,
                       almost_error *error)
{
    matching work = {.pair = pair, .options = options, .allocator = options->allocator};
    almost_status status = match(&work, error);
    if (status == ALMOST_OK) {
        assert(al_alignment_holds(&work.alignment));
        *out = work.alignment;
    }
    return status;
}
