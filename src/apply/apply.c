/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_apply. The text in hand is first held against the patch; then either
 * all of the other text is put, in its order, or the chosen changes are made
 * where the plan has them, or places are found by content. Nothing reaches the
 * sink before all checks have passed.
 */
#include "apply/check.h"
#include "apply/fuzzy.h"
#include "apply/plan.h"
#include "base/error.h"
#include "base/options.h"
#include "text/encode.h"
#include "text/legacy.h"

#include <assert.h>
#include <string.h>

typedef struct application {
    const almost_patch *patch;
    const almost_text *text;
    int given;
    const almost_allocator *allocator;
    al_choice choice;
    al_outcome outcome;
    int other_mark; /* whether the other text begins with a byte order mark; -1: unknown */
    almost_error *error;
} application;

void almost_apply_options_init_sized(almost_apply_options *options, size_t size)
{
    const almost_apply_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* As almost_text_open(), and again if the text is not the one whose encoding is known. */
static almost_status open_known(const al_patch_side *side, const char *path,
                                const almost_text_options *options, almost_text **out,
                                almost_error *error)
{
    almost_text_options known = *options;
    almost_text *text;
    known.encoding = side->encoding;
    almost_status status = almost_text_open(path, &known, &text, error);
    if (status != ALMOST_OK)
        return status;
    if (side->hash[0] == '\0' || strcmp(side->hash, text->hash) == 0) {
        *out = text;
        return ALMOST_OK;
    }
    known.encoding = NULL;
    known.name = text->name;
    status = almost_text_from_memory(text->source, text->source_length, &known, out, error);
    almost_text_free(text);
    return status;
}

almost_status almost_patch_text(const almost_patch *patch, int reverse, const char *path,
                                const almost_text_options *options, almost_text **out,
                                almost_error *error)
{
    almost_text_options complete;
    almost_text_options_init(&complete);
    if (patch == NULL || path == NULL || out == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "patch, path and out must not be NULL: pass all three");
    almost_status status =
        al_options_complete(&complete, sizeof complete, options, "almost_text_options", error);
    if (status != ALMOST_OK)
        return status;
    const al_patch_side *side = &patch->sides[reverse ? AL_TELLING : AL_ORIGINAL];
    if (complete.encoding != NULL || side->encoding[0] == '\0')
        return almost_text_open(path, &complete, out, error);
    return open_known(side, path, &complete, out, error);
}

/* The caller's options and environment over the defaults; `complete` points to `environment`. */
static almost_status complete_options(const almost_apply_options *options,
                                      almost_apply_options *complete,
                                      almost_environment *environment, almost_error *error)
{
    almost_apply_options_init(complete);
    almost_status status =
        al_options_complete(complete, sizeof *complete, options, "almost_apply_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(environment, complete->environment, error);
    if (status != ALMOST_OK)
        return status;
    complete->environment = environment;
    if (complete->n_except > 0 && complete->except == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "except is NULL and n_except is not 0: give the ids");
    if ((complete->touching & ~AL_TOUCHES) != 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "touching has a bit that is no almost_touch: use their names");
    return ALMOST_OK;
}

/* The bytes of a piece; those that are hidden stand in the text at `place`. */
static const char *piece_bytes(const application *application, const al_piece *piece,
                               uint64_t place)
{
    return piece->kind == AL_PIECE_HIDDEN ? application->text->bytes + place
                                          : application->patch->texts + piece->at;
}

/* A change as the other text has it. */
static void put_made(application *application, size_t index)
{
    const almost_patch *patch = application->patch;
    int given = application->given;
    uint64_t place = patch->changes[index].spans[given].start;
    for (size_t i = patch->changes[index].first_piece; i < al_patch_pieces_end(patch, index); i++) {
        const al_piece *piece = &patch->pieces[i];
        if (al_piece_on(piece, !given))
            al_outcome_put(&application->outcome, piece_bytes(application, piece, place),
                           piece->length);
        if (al_piece_on(piece, given))
            place += piece->length;
    }
}

/* A change made if it is chosen; else what the text has. A move alone changes no bytes. */
static void put_change(application *application, size_t index)
{
    const al_patch_change *change = &application->patch->changes[index];
    bool chosen = application->choice.states[index] & AL_CHOSEN;
    if (chosen && change->kind != ALMOST_MOVED) {
        put_made(application, index);
        return;
    }
    almost_span span = change->spans[application->given];
    assert(span.start <= span.end && span.end <= application->text->length);
    al_outcome_put(&application->outcome, application->text->bytes + span.start,
                   span.end - span.start);
}

static void put_hanging(application *application, const al_plan *plan, size_t carrier)
{
    for (size_t i = plan->first[carrier]; i != AL_NOWHERE; i = plan->next[i])
        put_change(application, i);
}

static almost_status put_some(application *application)
{
    const almost_patch *patch = application->patch;
    al_plan plan;
    if (!al_plan_make(patch, &application->choice, application->given, application->allocator,
                      &plan))
        return al_fail_memory(application->error);
    put_hanging(application, &plan, patch->n_changes);
    for (size_t rank = 0; rank < patch->n_changes; rank++) {
        size_t index = al_patch_in_order(patch, application->given, rank);
        if (plan.hangs[index])
            continue;
        put_change(application, index);
        put_hanging(application, &plan, index);
    }
    al_plan_release(&plan, application->allocator);
    return ALMOST_OK;
}

static almost_status put_exactly(application *application)
{
    const almost_patch *patch = application->patch;
    if (!application->choice.all)
        return put_some(application);
    for (size_t rank = 0; rank < patch->n_changes; rank++)
        put_made(application, al_patch_in_order(patch, !application->given, rank));
    return ALMOST_OK;
}

/*
 * Whether the outcome is the other text as it was compared, bytes and all: when
 * everything is made, and the text in hand has not been converted since.
 */
static bool gives_other_source(const application *application, bool exact)
{
    const al_patch_side *given = &application->patch->sides[application->given];
    const al_patch_side *other = &application->patch->sides[!application->given];
    return al_text_is_plain(application->text) && exact && application->choice.all &&
           other->encoding[0] != '\0' && strcmp(given->encoding, application->text->encoding) == 0;
}

/* The encoding of the outcome: that of the text in hand, or that of the other text. */
static al_encoding outcome_encoding(const application *application, bool exact)
{
    const char *other = application->patch->sides[!application->given].encoding;
    if (!al_text_is_plain(application->text))
        return (al_encoding){"UTF-8", ""};
    al_encoding own = al_encoding_of(application->text);
    if (!gives_other_source(application, exact) || strcmp(other, own.name) == 0)
        return own;
    return (al_encoding){other, ""};
}

/* The other text begins with a mark if it did when it was compared. */
static bool outcome_has_mark(const application *application, bool exact)
{
    if (gives_other_source(application, exact) && application->other_mark >= 0)
        return application->other_mark;
    return al_text_is_plain(application->text) &&
           almost_text_place(application->text, 0).source_byte > 0;
}

static void count(const application *application, const uint8_t *chosen_first,
                  almost_applied *applied)
{
    const almost_patch *patch = application->patch;
    *applied = (almost_applied){0};
    for (size_t i = 0; i < patch->n_changes; i++) {
        if (patch->changes[i].kind == ALMOST_SAME)
            continue;
        if (application->choice.states[i] & AL_CHOSEN)
            applied->applied++;
        else if (chosen_first[i] & AL_CHOSEN)
            applied->unplaced++;
        else
            applied->skipped++;
    }
}

/* A patch can say anything of an encoding that it does not take from the text in hand. */
static almost_status finish_outcome(application *application, bool exact)
{
    const al_patch_side *other = &application->patch->sides[!application->given];
    if (gives_other_source(application, exact) && other->hash[0] != '\0')
        application->outcome.hash = other->hash;
    almost_status status = al_outcome_finish(&application->outcome, application->error);
    if (status != ALMOST_ERROR_ENCODING || !al_legacy_is_there() ||
        strcmp(other->encoding, application->outcome.encoding.name) != 0)
        return status;
    return al_fail(application->error, ALMOST_ERROR_FORMAT, application->patch->name,
                   "the %s cannot have been in the encoding \"%.40s\": the patch is damaged, write "
                   "it again",
                   al_side_names[!application->given].text, other->encoding);
}

/* Put the outcome and hand it on; `exact` says whether the text is the one that was compared. */
static almost_status put_outcome(application *application, bool exact,
                                 const almost_apply_options *options)
{
    const almost_text *text = application->text;
    application->outcome = (al_outcome){
        .encoding = outcome_encoding(application, exact),
        .file = text->name,
        .sink = options->sink,
        .context = options->sink_context,
    };
    al_outcome_begin(&application->outcome, application->allocator,
                     outcome_has_mark(application, exact));
    al_fuzzy_task fuzzily = {
        .patch = application->patch,
        .text = text,
        .given = application->given,
        .allocator = application->allocator,
        .choice = &application->choice,
        .outcome = &application->outcome,
        .unplaced = {options->unplaced, options->unplaced_context},
    };
    almost_status status =
        exact ? put_exactly(application) : al_fuzzy_apply(&fuzzily, application->error);
    if (status == ALMOST_OK)
        status = finish_outcome(application, exact);
    al_outcome_release(&application->outcome);
    return status;
}

/* *applied is filled on success. */
static almost_status run(application *application, const almost_apply_options *options,
                         almost_applied *applied)
{
    bool exact = al_check_is_side(application->patch, application->text, application->given);
    if (!exact && !options->fuzzy)
        return al_check_fail(application->patch, application->text, application->given,
                             application->error);
    almost_status status = ALMOST_OK;
    if (exact && al_text_is_plain(application->text))
        status = al_check_outcome(application->patch, application->text, application->given,
                                  &application->other_mark, application->error);
    if (status != ALMOST_OK)
        return status;
    size_t n_changes = application->patch->n_changes;
    uint8_t *chosen_first = al_allocate(application->allocator, n_changes, 1);
    if (chosen_first == NULL)
        return al_fail_memory(application->error);
    memcpy(chosen_first, application->choice.states, n_changes);
    status = put_outcome(application, exact, options);
    if (status == ALMOST_OK)
        count(application, chosen_first, applied);
    al_release(application->allocator, chosen_first);
    return status;
}

/* What a reader took out of a document is not put back into it by writing it. */
static almost_status check_format(const almost_text *text, almost_error *error)
{
    if (al_text_is_plain(text))
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_FORMAT, text->name,
                   "is read as %s, and what is applied is written as plain text, docx or odt only; "
                   "write both texts out with almost text, compare these, and apply that",
                   text->format);
}

almost_status almost_apply_sized(const almost_patch *patch, const almost_text *text,
                                 const almost_apply_options *options, almost_applied *applied,
                                 size_t size, almost_error *error)
{
    almost_apply_options complete;
    almost_environment environment;
    almost_status status = complete_options(options, &complete, &environment, error);
    if (status != ALMOST_OK)
        return status;
    if (patch == NULL || text == NULL || complete.sink == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "patch, text and options.sink must not be NULL: pass all three");
    status = complete.documents ? ALMOST_OK : check_format(text, error);
    if (status != ALMOST_OK)
        return status;
    application application = {
        .patch = patch,
        .text = text,
        .given = complete.reverse ? AL_TELLING : AL_ORIGINAL,
        .allocator = al_allocator_of(&environment),
        .error = error,
    };
    almost_applied done;
    status = al_choose(patch, &complete, application.allocator, &application.choice, error);
    if (status != ALMOST_OK)
        return status;
    status = run(&application, &complete, &done);
    if (status == ALMOST_OK && applied != NULL)
        al_result_fill(applied, size, &done, sizeof done);
    al_choice_release(&application.choice, application.allocator);
    return status;
}
