/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_compare(): the method of doc/method.md, stage by stage. Each stage
 * takes what it reads and returns what it makes; nothing else passes between
 * them.
 *
 *   stage                     reads                     makes                    in
 *   ------------------------  ------------------------  -----------------------  --------------
 *   settings                  the caller's options      settings, environment    settings.c
 *   words and forms           texts or word lists       sides                    sides.c
 *   alignment                 sides                     alignment                ../match/
 *   what words mean           sides                     toucher                  ../meaning/
 *   numbers in other words    toucher                   pairs of the alignment   spelt_numbers.c
 *   words run together        sides                     pairs of the alignment   spacing.c
 *   whole units               sides                     other pairs              slide.c
 *   passages                  sides, alignment          passages; fewer pairs    passages.c
 *   told in other words       sides, passages           passages; other pairs    rewording.c
 *   edges of what moved       sides, passages           passages; more pairs     edges.c
 *   changes                   all of these              changes                  changes.c
 *   what they touch           changes, sides, toucher   their touches            ../meaning/
 *   what is to be ignored     changes                   fewer changes            ignored.c
 *   who says it               changes                   touches, speakers        said.c
 *   passages by their bytes   sides, passages, changes  comparison's passages    listing.c
 *   truth of summaries        sides, passages           claims without a source  summaries.c
 *   summed up                 comparison's passages     marks of changes         summed.c
 *   labels                    sides, alignment,         marks of changes,        labels.c
 *                             changes                   statistics
 *   equal changes             sides, alignment,         groups; weights of       groups.c
 *                             changes                   changes
 *   verdict                   sides, alignment,         verdict and statistics   verdict.c
 *                             passages, changes
 *   chapters, if asked for    sides, alignment,         comparison's chapters    by_chapter.c
 *                             passages, changes
 *   sentence                  comparison                sentence                 sentence.c
 *
 * Once made, sides never change, and neither does anything in the comparison
 * when it is handed out. The alignment and its passages change up to the list
 * of changes, which may pair words that stand alone against their equals.
 */
#include "compare/compare.h"

#include "base/deadline.h"
#include "base/error.h"
#include "base/workers.h"
#include "compare/by_chapter.h"
#include "compare/changes.h"
#include "compare/groups.h"
#include "compare/ignored.h"
#include "compare/labels.h"
#include "compare/later_pairs.h"
#include "compare/listing.h"
#include "compare/need.h"
#include "compare/rewording.h"
#include "compare/said.h"
#include "compare/sentence.h"
#include "compare/summaries.h"
#include "compare/verdict.h"
#include "language/cld.h"
#include "language/script.h"
#include "meaning/judge.h"
#include "text/compared.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const uint64_t default_cells = UINT64_C(1) << 24; /* 2 MiB of table */

/* What the stages make before it is the comparison's, and the settings that they read. */
typedef struct stages {
    al_settings settings;
    almost_environment environment;
    al_clock clock;
    al_means means;
    al_match_options matching;
    al_sides sides;
    al_toucher *toucher;
    al_aligned aligned;
} stages;

static void tear_down(stages *made)
{
    al_toucher_free(made->toucher);
    al_aligned_release(&made->aligned);
    al_sides_release(&made->sides);
}

/* What stages report to: the clock is looked at, then the caller is told. Not 0: stop. */
static int look_up(void *context, const char *stage, double share)
{
    stages *made = context;
    const almost_environment *environment = &made->environment;
    if (al_clock_look(&made->clock))
        return 1;
    return environment->progress == NULL
               ? 0
               : environment->progress(environment->progress_context, stage, share);
}

static almost_status report(stages *made, const char *stage, double share, almost_error *error)
{
    if (look_up(made, stage, share) != 0)
        return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
    return ALMOST_OK;
}

/* Where it was the clock that stopped it. */
static almost_status say_late(const stages *made, almost_status status, almost_error *error)
{
    if (status != ALMOST_ERROR_CANCELLED || !made->clock.late)
        return status;
    return al_clock_fail(&made->clock, error);
}

static al_match_options match_options(stages *made)
{
    const al_settings *settings = &made->settings;
    const almost_environment *environment = &made->environment;
    return (al_match_options){
        .allocator = al_allocator_of(environment),
        .minimal = settings->minimal,
        .respell = !settings->exact,
        .max_cells = environment->max_cells > 0 ? environment->max_cells : default_cells,
        .progress = look_up,
        .progress_context = made,
        .clock = &made->clock,
    };
}

/* Words and forms. */
static almost_status read_words(stages *made, const al_slice slices[2],
                                const al_survey *const surveys[2], almost_error *error)
{
    const almost_environment *environment = &made->environment;
    almost_status status = report(made, "reading words", 0, error);
    if (status == ALMOST_OK)
        status = al_need_check(environment, al_need_of_texts(slices), &made->means, error);
    if (status == ALMOST_OK)
        status =
            al_sides_prepare(&made->settings, environment, slices, surveys, &made->sides, error);
    if (status != ALMOST_OK)
        return status;
    made->sides.clock = &made->clock;
    return al_need_check(environment, al_need_of_words(&made->sides), &made->means, error);
}

/* Which word is which: by the words alone, then by what numbers and white space say. */
static almost_status align(stages *made, almost_error *error)
{
    const al_settings *settings = &made->settings;
    const al_sides *sides = &made->sides;
    al_alignment *alignment = &made->aligned.alignment;
    almost_status status = report(made, "matching", .3, error);
    al_pair pair = al_sides_pair(sides);
    if (status == ALMOST_OK)
        status = al_match(&pair, &made->matching, alignment, error);
    const char *asked = settings->language[0] != '\0' ? settings->language : NULL;
    if (status == ALMOST_OK)
        status = al_toucher_new(sides->allocator, sides->side, sides->forms,
                                sides->guessed != NULL ? sides->guessed->code : asked,
                                &made->toucher, error);
    if (status == ALMOST_OK && sides->surveys[0] != NULL)
        al_toucher_take_surveys(made->toucher, sides->surveys, &sides->merge);
    if (status == ALMOST_OK && !settings->minimal && !settings->exact)
        al_numbers_pair(made->toucher, alignment);
    if (status == ALMOST_OK && settings->words == ALMOST_WORDS_UNICODE && !settings->minimal)
        al_spacing_pair(sides, alignment);
    if (status == ALMOST_OK)
        al_slide(sides, alignment);
    if (status == ALMOST_OK && !settings->minimal)
        status = al_middles_pair(sides, alignment, error);
    assert(status != ALMOST_OK || al_alignment_holds(alignment));
    return status;
}

/* What is related: passages word for word, and what is told in other words. */
static almost_status find_passages(stages *made, almost_error *error)
{
    const al_settings *settings = &made->settings;
    const al_sides *sides = &made->sides;
    al_aligned *aligned = &made->aligned;
    bool coherent = !settings->minimal; /* the fewest changed words keep even what chance makes */
    almost_status status = al_passages_find(sides, coherent, NULL, aligned, error);
    if (status == ALMOST_OK)
        status = report(made, "matching", .8, error);
    if (status == ALMOST_OK && !settings->minimal)
        status = al_rewording_find(settings, sides, al_toucher_language(made->toucher),
                                   &made->matching, aligned, error);
    if (status != ALMOST_OK)
        return status;
    al_edges_take(sides, aligned);
    assert(al_alignment_holds(&aligned->alignment));
    assert(al_passages_hold(aligned, sides->telling));
    for (size_t i = 0; i < aligned->n_passages; i++)
        al_passage_trace(sides, "passage", &aligned->passages[i]);
    return ALMOST_OK;
}

/*
 * The language of both texts: that of the word lists in force, else the one that their script is
 * written for or CLD2 takes them for; NULL where they differ or nobody knows. Of a text that is too
 * short to say, the other one does.
 */
static const char *language_of(const stages *made)
{
    const char *listed = al_toucher_language(made->toucher), *found[2];
    if (*listed != '\0')
        return listed;
    for (int side = 0; side < 2; side++) {
        const al_slice *slice = &made->sides.side[side].slice;
        found[side] = al_script_language(al_slice_bytes(slice), al_slice_length(slice));
        if (found[side] == NULL)
            found[side] = al_cld_detect(al_slice_bytes(slice), al_slice_length(slice));
    }
    if (found[0] == NULL || found[1] == NULL)
        return found[0] != NULL ? found[0] : found[1];
    return strcmp(found[0], found[1]) == 0 ? found[0] : NULL;
}

/* What changes touch, sentence by sentence, and what summaries say that their source does not. */
static almost_status judge(stages *made, al_judge *judge, almost_comparison *comparison,
                           almost_error *error)
{
    almost_status status =
        al_judge_changes(judge, comparison->changes, comparison->n_changes,
                         al_workers_wanted(&made->environment), &made->clock, error);
    comparison->n_changes =
        al_changes_ignore(comparison->changes, comparison->n_changes, made->settings.ignore);
    if (status == ALMOST_OK)
        status = al_summaries_check(&made->sides, &made->aligned, al_judge_reader(judge),
                                    comparison, error);
    return status;
}

/* Changes and passages by their bytes, and the verdict on them. */
static almost_status list(stages *made, almost_comparison *comparison, almost_error *error)
{
    const al_sides *sides = &made->sides;
    al_aligned *aligned = &made->aligned;
    al_changes changes;
    al_judge *judging;
    almost_status status = report(made, "listing changes", .9, error);
    if (status == ALMOST_OK)
        status = al_changes_derive(&made->settings, sides, made->toucher, aligned, &changes, error);
    if (status != ALMOST_OK)
        return status;
    comparison->changes = changes.items;
    comparison->n_changes = changes.n;
    status = report(made, "listing changes", .92, error);
    if (status == ALMOST_OK)
        status = al_judge_new(made->toucher, sides->original, language_of(made), &judging, error);
    if (status != ALMOST_OK)
        return status;
    status = judge(made, judging, comparison, error);
    al_judge_free(judging);
    if (status == ALMOST_OK && !made->settings.minimal && !made->settings.exact)
        status = al_said_find(comparison, al_toucher_language(made->toucher), &made->clock, error);
    if (status == ALMOST_OK)
        status = report(made, "listing changes", .96, error);
    if (status == ALMOST_OK)
        status = al_list_passages(sides, aligned, comparison, error);
    if (status == ALMOST_OK)
        status = al_changes_mark_summed(comparison, error);
    if (status == ALMOST_OK)
        al_labels_find(sides, &aligned->alignment, comparison);
    if (status == ALMOST_OK)
        status = report(made, "listing changes", .98, error);
    if (status == ALMOST_OK)
        status = al_groups_find(sides, &aligned->alignment, comparison, error);
    if (status == ALMOST_OK)
        status = al_list_approximations(sides, &aligned->alignment, comparison, error);
    if (status == ALMOST_OK)
        al_verdict_reach(sides, aligned, changes.different, comparison);
    if (status == ALMOST_OK && made->settings.by == ALMOST_BY_CHAPTER)
        status = al_by_chapter_find(sides, aligned, comparison, error);
    return status;
}

static almost_status compare(stages *made, const al_survey *const surveys[2],
                             almost_comparison *comparison, almost_error *error)
{
    almost_status status = read_words(made, comparison->slices, surveys, error);
    if (status == ALMOST_OK)
        status = align(made, error);
    if (status == ALMOST_OK)
        status = find_passages(made, error);
    if (status == ALMOST_OK)
        status = list(made, comparison, error);
    if (status != ALMOST_OK)
        return status;
    snprintf(comparison->language, sizeof comparison->language, "%s",
             al_toucher_language(made->toucher));
    al_sentence(comparison);
    return ALMOST_OK;
}

almost_status almost_compare(const almost_text *original, const almost_text *telling,
                             const almost_compare_options *options, almost_comparison **out,
                             almost_error *error)
{
    return al_compare(original, telling, NULL, options, out, error);
}

almost_status al_compare(const almost_text *original, const almost_text *telling,
                         const al_survey *const surveys[2], const almost_compare_options *options,
                         almost_comparison **out, almost_error *error)
{
    const al_slice slices[2] = {al_slice_of(original), al_slice_of(telling)};
    return al_compare_slices(slices, surveys, options, out, error);
}

/* What of them is compared: all of it where that is asked for. */
static void take_texts(almost_comparison *comparison, const al_slice slices[2])
{
    for (int side = 0; side < 2; side++) {
        comparison->slices[side] = slices[side];
        if (!comparison->settings.exact)
            comparison->slices[side].text = al_text_compared(slices[side].text);
    }
    comparison->original = comparison->slices[AL_ORIGINAL].text;
    comparison->telling = comparison->slices[AL_TELLING].text;
}

almost_status al_compare_slices(const al_slice slices[2], const al_survey *const surveys[2],
                                const almost_compare_options *options, almost_comparison **out,
                                almost_error *error)
{
    stages made = {.toucher = NULL};
    almost_status status = al_settings_take(options, &made.settings, &made.environment, error);
    if (status != ALMOST_OK)
        return status;
    made.clock.deadline = al_deadline_in(made.environment.timeout);
    made.matching = match_options(&made);
    almost_comparison *comparison =
        al_allocate_zero(made.matching.allocator, 1, sizeof *comparison);
    if (comparison == NULL)
        return al_fail_memory(error);
    comparison->allocator = made.matching.allocator;
    comparison->settings = made.settings;
    take_texts(comparison, slices);
    status = say_late(&made, compare(&made, surveys, comparison, error), error);
    if (status == ALMOST_OK)
        *out = comparison;
    else
        almost_comparison_free(comparison);
    tear_down(&made);
    return status;
}
