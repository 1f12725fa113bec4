/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See rewording.h. Two texts that share a good part of their words are drafts
 * of one another, and of one that stands in the other nearly whole (a book in a
 * volume that has it many times over) little is left to find: what the alignment found there
 * stands, and only what it left open is searched. Of others everything is searched. But among
 * drafts a passage has to say by itself that it is no chance.
 */
#include "compare/rewording.h"

#include "base/error.h"
#include "compare/open_words.h"
#include "compare/realign.h"
#include "match/ascent.h"
#include "match/score.h"
#include "reword/reword.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Related: the alignment keeps so many words of either text (of 5,185 pairs with a passage or none:
 * 9). */
static const double related_share = .25;

/* Contained: the alignment keeps so many words of one of them. */
static const double contained_share = .75;

/* A passage that keeps so many of its words is told word for word and needs no second look. */
static const double dense_share = .6;

/* The same where a pair is expected to hold one kind of reuse, which a slight passage may be. */
static const double one_kind_expected = 1e-6;

typedef struct rewording {
    const al_settings *settings;
    const al_sides *sides;
    al_aligned *aligned;
    uint32_t n[2]; /* words of either side */
    bool related;
    bool contained;    /* or related */
    uint8_t *taken[2]; /* words in dense passages, a byte each; then those of what was found */
    al_open_words open;
    uint32_t *line; /* of the open words, where what was found so far leads */
    al_reworded *found;
    size_t n_found;
    al_weighted *order;
    uint32_t *ranks;
} rewording;

static void release(rewording *own)
{
    const almost_allocator *allocator = own->sides->allocator;
    al_release(allocator, own->taken[0]);
    al_release(allocator, own->taken[1]);
    al_open_words_release(allocator, &own->open);
    al_release(allocator, own->line);
    al_release(allocator, own->found);
    al_release(allocator, own->order);
    al_release(allocator, own->ranks);
}

static void find_relation(rewording *own)
{
    double share[2];
    for (int side = 0; side < 2; side++) {
        double kept = 0;
        for (size_t i = 0; i < own->aligned->n_passages; i++)
            kept += own->aligned->passages[i].kept[side];
        share[side] = own->n[side] > 0 ? kept / own->n[side] : 0;
    }
    own->related = fmin(share[0], share[1]) >= related_share;
    own->contained = own->related || fmax(share[0], share[1]) >= contained_share;
}

static void take(rewording *own, const al_passage *passage)
{
    for (int side = 0; side < 2; side++)
        memset(own->taken[side] + passage->words[side].start, 1,
               passage->words[side].end - passage->words[side].start);
}

static bool is_dense(const al_alignment *alignment, const al_passage *passage)
{
    for (int side = 0; side < 2; side++)
        if (passage->kept[side] < dense_share * al_passage_own_words(alignment, side, passage))
            return false;
    return true;
}

static bool mark_taken(rewording *own)
{
    const al_aligned *aligned = own->aligned;
    for (int side = 0; side < 2; side++) {
        own->taken[side] = al_allocate_zero(own->sides->allocator, own->n[side], 1);
        if (own->taken[side] == NULL)
            return false;
    }
    for (size_t i = 0; own->contained && i < aligned->n_passages; i++) {
        const al_passage *passage = &aligned->passages[i];
        if (is_dense(&aligned->alignment, passage) &&
            al_expected(al_run_calibrated(passage->bits), own->n[0], own->n[1]) <= AL_EXPECTED)
            take(own, passage);
    }
    return true;
}

static double expected_limit(const al_settings *settings)
{
    if (settings->expected > 0)
        return settings->expected;
    return settings->one_kind ? one_kind_expected : AL_EXPECTED;
}

static almost_status take_open_words(rewording *own, const char *language, almost_error *error)
{
    al_stretch_languages languages;
    bool asked_for = own->settings->language[0] != '\0';
    if (!al_stretch_languages_init(&languages, own->sides, language, asked_for))
        return al_fail_memory(error);
    almost_status status =
        al_open_words_take(own->sides, &languages, own->taken, &own->open, error);
    al_stretch_languages_release(&languages);
    return status;
}

static almost_status take_line(rewording *own, almost_error *error)
{
    if (!own->contained)
        return ALMOST_OK;
    own->line = al_open_words_line(&own->open, &own->aligned->alignment);
    return own->line != NULL ? ALMOST_OK : al_fail_memory(error);
}

/* The open words of both sides, as the search sees them. */
static al_reword_pair pair_of(const rewording *own)
{
    al_reword_pair pair = {
        .n_stems = own->open.numbers.n,
        .background = own->open.numbers.shares,
        .known_language = own->open.known_language,
        .area = (double)own->n[0] * own->n[1],
        .line = own->line,
    };
    for (int side = 0; side < 2; side++)
        pair.sides[side] = (al_reword_side){
            .stems = own->open.stems[side],
            .breaks = own->open.breaks[side],
            .closed = own->open.closed[side],
            .n = own->open.n[side],
        };
    return pair;
}

static al_reword_options options_of(const rewording *own)
{
    return (al_reword_options){
        .allocator = own->sides->allocator,
        .expected = expected_limit(own->settings),
        .one_kind = own->settings->one_kind,
        .clock = own->sides->clock,
        .short_side = own->sides->telling,
    };
}

static almost_status search(rewording *own, const char *language, almost_error *error)
{
    almost_status status = take_open_words(own, language, error);
    if (status == ALMOST_OK)
        status = take_line(own, error);
    if (status != ALMOST_OK)
        return status;
    al_reword_pair pair = pair_of(own);
    al_reword_options options = options_of(own);
    al_words_range all = {{0, 0}, {own->n[0], own->n[1]}};
    bool whole = true;
    status = al_reword_find(&pair, &options, &own->found, &own->n_found, &whole, error);
    if (status == ALMOST_OK && !whole && !al_alignment_approximate(&own->aligned->alignment, all))
        status = al_fail_memory(error);
    return status;
}

/*
 * What says too little for what was asked is not found. The search knows the
 * open words only; what is asked for, and told, is of the whole texts.
 */
static void drop_slight(rewording *own)
{
    const al_settings *settings = own->settings;
    size_t kept = 0;
    for (size_t i = 0; i < own->n_found; i++) {
        double bits = own->found[i].bits, expected = al_expected(bits, own->n[0], own->n[1]);
        if (bits >= settings->min_bits &&
            (settings->expected == 0 || expected <= settings->expected))
            own->found[kept++] = own->found[i];
    }
    own->n_found = kept;
}

/* What was found, in words of the sides. */
static al_passage passage_of(const rewording *own, const al_reworded *found)
{
    al_passage passage = {
        .bits = found->bits,
        .reworded = found->summary < 0,
        .summary = found->summary >= 0,
        .short_side = found->summary,
    };
    for (int side = 0; side < 2; side++) {
        const uint32_t *words = own->open.words[side];
        passage.words[side] =
            (al_range){words[found->words.start[side]], words[found->words.end[side] - 1] + 1};
    }
    return passage;
}

/* Claim the words of what was found: pairs of the alignment that touch them are let go. */
static void claim(rewording *own)
{
    al_alignment *alignment = &own->aligned->alignment;
    for (int side = 0; side < 2; side++)
        memset(own->taken[side], 0, own->n[side]);
    for (size_t i = 0; i < own->n_found; i++) {
        al_passage passage = passage_of(own, &own->found[i]);
        if (passage.summary) /* its source may be told word for word elsewhere */
            passage.words[!passage.short_side] = (al_range){0, 0};
        take(own, &passage);
        for (int side = 0; side < 2; side++)
            al_alignment_let_go(alignment, side, passage.words[side]);
    }
    al_alignment_mend(alignment);
}

/*
 * Whether a passage is all of one text, nearly word for word: a quotation held against the book
 * that it is from. How likely such a run is somewhere in two long texts does not matter then; that
 * a whole telling of so many words stands in a text by chance hardly happens.
 */
static bool is_contained(const rewording *own, const al_passage *passage)
{
    enum { least_words = 8, most_open = 2, most_words = 200 };
    static const double least_kept = .85;
    for (int side = 0; side < 2; side++) {
        uint32_t words = passage->words[side].end - passage->words[side].start;
        if (own->n[side] >= least_words && own->n[side] <= most_words &&
            words + most_open >= own->n[side] && passage->kept[side] + most_open >= own->n[side] &&
            passage->kept[side] >= least_kept * own->n[side] && passage->kept[side] >= least_words)
            return true;
    }
    return false;
}

/* Let go of the alignment's passages that chance may have made, and of those not asked for. */
static void sift(rewording *own)
{
    const al_settings *settings = own->settings;
    al_aligned *aligned = own->aligned;
    double limit = own->related && settings->expected == 0 ? INFINITY : expected_limit(settings);
    if (settings->one_kind && !own->related && own->n_found > 0)
        limit = 0; /* the search by stems has found what is of that kind */
    size_t kept = 0;
    for (size_t i = 0; i < aligned->n_passages; i++) {
        al_passage passage = aligned->passages[i];
        passage.bits = al_run_calibrated(passage.bits);
        bool by_chance = al_expected(passage.bits, own->n[0], own->n[1]) > limit &&
                         !(limit >= AL_EXPECTED && is_contained(own, &passage));
        if (passage.bits < settings->min_bits || by_chance) {
            al_passage_trace(own->sides, "chance", &passage);
            al_passage_let_go(&aligned->alignment, &passage);
        } else {
            aligned->passages[kept++] = passage;
        }
    }
    aligned->n_passages = kept;
}

static almost_status add_found(rewording *own, const al_match_options *matching,
                               almost_error *error)
{
    for (size_t i = 0; i < own->n_found; i++) {
        al_passage passage = passage_of(own, &own->found[i]);
        const uint32_t *start = own->found[i].words.start;
        const uint32_t *stems[2] = {own->open.stems[0] + start[0], own->open.stems[1] + start[1]};
        almost_status status = ALMOST_OK;
        if (passage.reworded)
            status =
                al_realign(own->sides, matching, stems, &passage, &own->aligned->alignment, error);
        if (status == ALMOST_OK && !al_passages_add(own->aligned, &passage))
            status = al_fail_memory(error);
        if (status != ALMOST_OK)
            return status;
        al_passage_trace(own->sides, passage.summary ? "summary" : "reworded", &passage);
    }
    return ALMOST_OK;
}

static void set_out_of_line(al_alignment *alignment, al_passage *passage)
{
    passage->moved = true;
    for (int side = 0; side < 2; side++)
        for (uint32_t i = passage->words[side].start; i < passage->words[side].end; i++)
            alignment->state[side][i] |= AL_OUT_OF_LINE;
}

static bool stands_in_order(const al_passage *passage)
{
    return !passage->moved && !passage->summary;
}

static int by_word(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right; /* the word, and the index of the passage */
    return a[0] < b[0] ? -1 : a[0] > b[0];
}

/* What speaks for a passage to be in line; one that encloses moved ones cannot be moved itself. */
static double weight_of(const al_alignment *alignment, const al_passage *passage)
{
    double weight = 1. + passage->kept[0] + passage->kept[1];
    for (int side = 0; side < 2; side++)
        if (!passage->reworded && al_passage_own_words(alignment, side, passage) <
                                      passage->words[side].end - passage->words[side].start)
            weight += UINT32_MAX;
    return weight;
}

/* Which passages are the main line, now that some have come and some have gone. */
static bool order_passages(rewording *own)
{
    const almost_allocator *allocator = own->sides->allocator;
    al_aligned *aligned = own->aligned;
    size_t n = 0;
    own->order = al_allocate(allocator, aligned->n_passages, sizeof *own->order);
    own->ranks = al_allocate(allocator, 2 * aligned->n_passages, 2 * sizeof *own->ranks);
    if (own->order == NULL || own->ranks == NULL)
        return false;
    uint32_t(*by_side)[2] = (uint32_t(*)[2])own->ranks; /* by the first word of either side */
    for (size_t i = 0; i < aligned->n_passages; i++) {
        if (!stands_in_order(&aligned->passages[i]))
            continue;
        by_side[n][0] = aligned->passages[i].words[0].start;
        by_side[n++][1] = (uint32_t)i;
    }
    if (n > 1)
        qsort(by_side, n, sizeof *by_side, by_word);
    uint32_t(*by_other)[2] = by_side + n;
    for (size_t rank = 0; rank < n; rank++) {
        by_other[rank][0] = aligned->passages[by_side[rank][1]].words[1].start;
        by_other[rank][1] = (uint32_t)rank;
    }
    if (n > 1)
        qsort(by_other, n, sizeof *by_other, by_word);
    for (size_t i = 0; i < n; i++) {
        const al_passage *passage = &aligned->passages[by_side[by_other[i][1]][1]];
        own->order[i] = (al_weighted){
            .rank = by_other[i][1],
            .weight = weight_of(&aligned->alignment, passage),
        };
    }
    if (!al_heaviest_ascent(allocator, own->order, n, n, NULL))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!own->order[i].chosen)
            set_out_of_line(&aligned->alignment, &aligned->passages[by_side[by_other[i][1]][1]]);
    return true;
}

/* Whether so many words in a row are taken by nothing. */
static bool has_open_row(const uint8_t *taken, size_t n, size_t least)
{
    while (n >= least) {
        const uint8_t *open = memchr(taken, 0, n);
        if (open == NULL)
            return false;
        n -= (size_t)(open - taken);
        taken = memchr(open, 1, n);
        size_t row = taken != NULL ? (size_t)(taken - open) : n;
        if (row >= least)
            return true;
        n -= row;
    }
    return false;
}

static bool has_open_words(const rewording *own)
{
    enum { least = 20 }; /* on either side; a passage takes more */
    return has_open_row(own->taken[0], own->n[0], least) &&
           has_open_row(own->taken[1], own->n[1], least);
}

almost_status al_rewording_find(const al_settings *settings, const al_sides *sides,
                                const char *language, const al_match_options *matching,
                                al_aligned *aligned, almost_error *error)
{
    rewording own = {
        .settings = settings,
        .sides = sides,
        .aligned = aligned,
        .n = {aligned->alignment.n[0], aligned->alignment.n[1]},
    };
    find_relation(&own);
    almost_status status = ALMOST_OK;
    bool searched = !settings->exact && settings->words == ALMOST_WORDS_UNICODE;
    if (!mark_taken(&own))
        status = al_fail_memory(error);
    if (status == ALMOST_OK && searched && has_open_words(&own))
        status = search(&own, language, error);
    if (status == ALMOST_OK)
        drop_slight(&own);
    if (status == ALMOST_OK && own.n_found > 0) {
        claim(&own);
        status = al_passages_find(sides, true, own.taken, aligned, error);
    }
    if (status == ALMOST_OK) {
        sift(&own);
        status = add_found(&own, matching, error);
    }
    if (status == ALMOST_OK && own.n_found > 0) {
        if (!order_passages(&own))
            status = al_fail_memory(error);
        al_passages_sort(aligned, sides->telling);
    }
    release(&own);
    return status;
}
