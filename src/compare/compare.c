/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_compare(): words, alignment, numbers, passages, changes, verdict, in
 * this order, each in a file of its own.
 */
#include "compare/compare.h"

#include "base/error.h"
#include "compare/comparing.h"
#include "compare/rewording.h"
#include "compare/sentence.h"
#include "compare/trail.h"
#include "language/cld.h"
#include "match/score.h"
#include "meaning/judge.h"

#include <stdio.h>
#include <string.h>

static const uint64_t default_cells = UINT64_C(1) << 24; /* 2 MiB of table */

void almost_compare_options_init(almost_compare_options *options)
{
    *options = (almost_compare_options){
        .size = sizeof *options,
        .ignore = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY,
    };
}

/* An order of the two texts by content alone, the same for (a, b) and (b, a). */
static bool stands_first(const almost_text *a, const almost_text *b)
{
    if (a->length != b->length)
        return a->length < b->length;
    return memcmp(a->bytes, b->bytes, a->length) <= 0;
}

static const char *const languages[] = {"en", "de", "fr", "es", "it", "la"};

static almost_status check_options(const almost_compare_options *options, almost_error *error)
{
    if (options->min_bits < 0 || options->min_bits != options->min_bits)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "the least bits must be 0 or more");
    if (options->expected < 0 || options->expected != options->expected)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "the number of passages expected by chance must be 0 or more");
    if (options->words != ALMOST_WORDS_UNICODE && options->words != ALMOST_WORDS_SPACE)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown kind of words");
    if (options->language == NULL)
        return ALMOST_OK;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strcmp(options->language, languages[i]) == 0)
            return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                   "no word list for language \"%.20s\"; there are en, de, fr, es, it and la",
                   options->language);
}

static void set_up(al_comparing *work, const almost_text *original, const almost_text *telling,
                   const almost_compare_options *options)
{
    work->environment = options->environment;
    work->allocator = al_allocator_of(options->environment);
    work->exact = options->exact != 0;
    work->ignore = work->exact ? 0 : options->ignore;
    work->folds =
        work->exact ? 0 : AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES;
    work->minimal = options->minimal != 0;
    work->words = options->words;
    work->min_bits = options->min_bits;
    work->expected = options->expected;
    work->one_kind = options->one_kind != 0;
    work->language = options->language;
    work->original = stands_first(original, telling) ? 0 : 1;
    work->telling = !work->original;
    work->texts[work->original] = original;
    work->texts[work->telling] = telling;
}

static void tear_down(al_comparing *work)
{
    const almost_allocator *allocator = work->allocator;
    al_toucher_free(work->toucher);
    if (work->alignment.allocator != NULL)
        al_alignment_release(&work->alignment);
    for (int side = 0; side < 2; side++) {
        al_release(allocator, work->sides[side].spans);
        al_release(allocator, work->sides[side].forms);
        al_release(allocator, work->folded[side]);
    }
    al_release(allocator, work->runs);
    al_release(allocator, work->bits);
    al_release(allocator, work->function);
    al_release(allocator, work->passages);
    al_forms_free(work->forms);
}

static almost_status report(const al_comparing *work, const char *stage, double share,
                            almost_error *error)
{
    const almost_environment *environment = work->environment;
    if (environment != NULL && environment->progress != NULL &&
        environment->progress(environment->progress_context, stage, share) != 0)
        return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
    return ALMOST_OK;
}

al_match_options al_comparing_match_options(const al_comparing *work)
{
    const almost_environment *environment = work->environment;
    al_match_options options = {
        .allocator = work->allocator,
        .minimal = work->minimal,
        .respell = !work->exact,
        .max_cells = environment != NULL && environment->max_cells > 0 ? environment->max_cells
                                                                       : default_cells,
    };
    if (environment != NULL) {
        options.progress = environment->progress;
        options.progress_context = environment->progress_context;
    }
    return options;
}

static almost_status match(al_comparing *work, almost_error *error)
{
    al_match_options options = al_comparing_match_options(work);
    al_pair pair = {
        .words = {work->folded[0], work->folded[1]},
        .n = {work->sides[0].n_words, work->sides[1].n_words},
        .n_folds = al_forms_folds(work->forms),
        .bits = work->bits,
        .letters = al_forms_all_letters(work->forms),
        .vocables = al_forms_all_vocables(work->forms),
    };
    return al_match(&pair, &options, &work->alignment, error);
}

/* Something differs in a passage: altered, unless hardly a word stands where it stood. */
static void mark_altered(almost_passage *passage, const al_passage *found)
{
    if (passage->kind == ALMOST_PASSAGE_SAME)
        passage->kind =
            found->reworded && !found->in_order ? ALMOST_PASSAGE_REWORDED : ALMOST_PASSAGE_ALTERED;
}

/* The bytes of words and of what follows them up to the next word. */
static al_range bytes_taken(const al_side *side, al_range words)
{
    return (al_range){
        words.start > 0 ? side->spans[words.start].start : 0,
        words.end < side->n_words ? side->spans[words.end].start : (uint32_t)side->text->length,
    };
}

/* The same as a reader would mark it: without white space, with the marks that touch its words. */
static almost_span bytes_marked(const al_side *side, al_range words)
{
    const al_word_span *spans = side->spans;
    al_range bytes = bytes_taken(side, words);
    if (words.start > 0)
        bytes.start = al_opening_marks(
            side->text, (al_range){spans[words.start - 1].end, spans[words.start].start});
    else
        bytes.start = al_skip_blanks(side->text, bytes);
    if (words.end < side->n_words)
        bytes.end = al_closing_marks(side->text,
                                     (al_range){spans[words.end - 1].end, spans[words.end].start});
    else
        bytes.end = al_last_blanks(side->text, bytes);
    return (almost_span){bytes.start, bytes.end};
}

/* Byte spans of the passages, and whether anything differs in them. */
static almost_status list_passages(al_comparing *work, almost_error *error)
{
    almost_comparison *comparison = work->comparison;
    size_t n = work->n_passages;
    comparison->passages = al_allocate_zero(work->allocator, n, sizeof *comparison->passages);
    comparison->taken = al_allocate(work->allocator, n, sizeof *comparison->taken);
    if (comparison->passages == NULL || comparison->taken == NULL)
        return al_fail_memory(error);
    comparison->n_passages = n;
    for (size_t i = 0; i < n; i++) {
        const al_passage *from = &work->passages[i];
        almost_passage *to = &comparison->passages[i];
        uint32_t words = 0;
        for (int side = 0; side < 2; side++) {
            words += al_passage_own_words(work, side, from);
            almost_span *span = side == work->original ? &to->original : &to->telling;
            *span = bytes_marked(&work->sides[side], from->words[side]);
            comparison->taken[i].bytes[side != work->original] =
                bytes_taken(&work->sides[side], from->words[side]);
        }
        to->id = (uint32_t)i + 1;
        to->moved = from->moved;
        to->likeness = (double)(from->kept[0] + from->kept[1]) / words;
        to->bits = from->bits;
        to->kind = from->summary ? ALMOST_PASSAGE_SUMMARY : ALMOST_PASSAGE_SAME;
        to->expected = al_expected(from->bits, work->sides[0].n_words, work->sides[1].n_words);
    }
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->passage == 0 || change->kind == ALMOST_SAME)
            continue;
        almost_passage *passage = &comparison->passages[change->passage - 1];
        if (change->kind != ALMOST_MOVED || !passage->moved) /* else it only stands elsewhere */
            mark_altered(passage, &work->passages[change->passage - 1]);
    }
    for (size_t i = 0; i < n; i++)
        if (comparison->passages[i].kind == ALMOST_PASSAGE_REWORDED)
            comparison->reworded += al_passage_own_words(work, work->original, &work->passages[i]);
    return ALMOST_OK;
}

static almost_status list_approximations(al_comparing *work, almost_error *error)
{
    almost_comparison *comparison = work->comparison;
    const al_alignment *alignment = &work->alignment;
    comparison->approximations = al_allocate(work->allocator, alignment->n_approximations,
                                             sizeof *comparison->approximations);
    if (comparison->approximations == NULL)
        return al_fail_memory(error);
    comparison->n_approximations = alignment->n_approximations;
    for (size_t i = 0; i < alignment->n_approximations; i++) {
        const al_words_range *range = &alignment->approximations[i];
        for (int side = 0; side < 2; side++) {
            const al_side *mine = &work->sides[side];
            almost_approximation *to = &comparison->approximations[i];
            almost_span *span = side == work->original ? &to->original : &to->telling;
            uint32_t n = mine->n_words;
            span->start =
                range->start[side] < n ? mine->spans[range->start[side]].start : mine->text->length;
            span->end =
                range->end[side] < n ? mine->spans[range->end[side]].start : mine->text->length;
        }
    }
    return ALMOST_OK;
}

/*
 * The language of both texts: that of the word lists in force, else what CLD2 takes both texts for;
 * NULL where they differ or nobody knows.
 */
static const char *language_of(const al_comparing *work)
{
    const char *listed = al_toucher_language(work->toucher), *found[2];
    if (*listed != '\0')
        return listed;
    for (int side = 0; side < 2; side++)
        found[side] = al_cld_detect(work->texts[side]->bytes, (size_t)work->texts[side]->length);
    return found[0] != NULL && found[1] != NULL && strcmp(found[0], found[1]) == 0 ? found[0]
                                                                                    : NULL;
}

/* What changes touch, sentence by sentence. */
static almost_status judge_changes(al_comparing *work, almost_error *error)
{
    almost_comparison *comparison = work->comparison;
    al_judge *judge;
    almost_status status =
        al_judge_new(work->toucher, work->original, language_of(work), &judge, error);
    if (status != ALMOST_OK)
        return status;
    status = al_judge_changes(judge, comparison->changes, comparison->n_changes, error);
    al_judge_free(judge);
    return status;
}

static almost_status compare(al_comparing *work, almost_error *error)
{
    almost_status status = report(work, "reading words", 0, error);
    if (status == ALMOST_OK)
        status = al_sides_prepare(work, error);
    if (status == ALMOST_OK)
        status = report(work, "matching", .3, error);
    if (status == ALMOST_OK)
        status = match(work, error);
    if (status == ALMOST_OK)
        status = al_toucher_new(work->allocator, work->sides, work->forms,
                                work->guessed != NULL ? work->guessed->code : work->language,
                                &work->toucher, error);
    if (status == ALMOST_OK && !work->minimal && !work->exact)
        status = al_numbers_pair(work, error);
    if (status == ALMOST_OK && work->words == ALMOST_WORDS_UNICODE && !work->minimal)
        al_spacing_pair(work);
    if (status == ALMOST_OK)
        status = al_passages_find(work, error);
    if (status == ALMOST_OK)
        status = al_rewording_find(work, error);
    if (status == ALMOST_OK)
        status = report(work, "listing changes", .9, error);
    if (status == ALMOST_OK)
        status = al_changes_derive(work, error);
    if (status == ALMOST_OK)
        status = judge_changes(work, error);
    if (status == ALMOST_OK)
        status = list_passages(work, error);
    if (status == ALMOST_OK)
        status = al_changes_mark_summed(work, error);
    if (status == ALMOST_OK)
        status = list_approximations(work, error);
    return status;
}

almost_status almost_compare(const almost_text *original, const almost_text *telling,
                             const almost_compare_options *options, almost_comparison **out,
                             almost_error *error)
{
    return al_compare(original, telling, NULL, options, out, error);
}

almost_status al_compare(const almost_text *original, const almost_text *telling,
                         const al_word_list *const words[2], const almost_compare_options *options,
                         almost_comparison **out, almost_error *error)
{
    almost_compare_options defaults;
    if (options == NULL) {
        almost_compare_options_init(&defaults);
        options = &defaults;
    }
    almost_status status = check_options(options, error);
    if (status != ALMOST_OK)
        return status;
    al_comparing work = {0};
    set_up(&work, original, telling, options);
    if (words != NULL) {
        work.lists[work.original] = words[0];
        work.lists[work.telling] = words[1];
    }
    almost_comparison *comparison = al_allocate_zero(work.allocator, 1, sizeof *comparison);
    if (comparison == NULL)
        return al_fail_memory(error);
    comparison->allocator = work.allocator;
    comparison->original = original;
    comparison->telling = telling;
    comparison->ignore = work.ignore;
    work.comparison = comparison;
    status = compare(&work, error);
    if (status == ALMOST_OK) {
        snprintf(comparison->language, sizeof comparison->language, "%s",
                 al_toucher_language(work.toucher));
        al_verdict_reach(&work);
        al_sentence(comparison);
        *out = comparison;
    } else {
        almost_comparison_free(comparison);
    }
    tear_down(&work);
    return status;
}
