/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands before the changes. Members that came in later versions may be missing, and are 0 or
 * none then; what is there must be what the schema says, for a wrong verdict is worse than none.
 */
#include "base/error.h"
#include "view/units_turn.h"
#include "view/view.h"

#include <string.h>

typedef struct reader {
    const char *name;
    almost_comparison *comparison;
    al_offsets offsets[2];
    almost_error *error;
} reader;

static almost_status fail(const reader *reader, const char *what)
{
    return al_fail(reader->error, ALMOST_ERROR_FORMAT, reader->name,
                   "%s: write the comparison again", what);
}

static const json_t *member(const json_t *of, const char *key)
{
    return json_object_get(of, key);
}

/* A number that is not below 0; 0 where there is none. */
static double number(const json_t *of, const char *key)
{
    double value = json_number_value(member(of, key));
    return value > 0 ? value : 0;
}

static double share(const json_t *of, const char *key)
{
    double value = number(of, key);
    return value < 1 ? value : 1;
}

static uint64_t count(const json_t *of, const char *key)
{
    uint64_t value = 0;
    return al_json_read_count(member(of, key), UINT64_MAX, &value) ? value : 0;
}

static void copy_text(const json_t *value, char *to, size_t size)
{
    const char *text = json_is_string(value) ? json_string_value(value) : "";
    size_t length = strlen(text);
    length = length < size ? length : size - 1;
    memcpy(to, text, length);
    to[length] = '\0';
}

static bool read_span(const json_t *value, almost_span *span)
{
    return al_json_read_count(member(value, "start"), AL_TEXT_MOST_BYTES, &span->start) &&
           al_json_read_count(member(value, "end"), AL_TEXT_MOST_BYTES, &span->end) &&
           span->start <= span->end;
}

static almost_status read_options(reader *reader, const json_t *root)
{
    const json_t *options = member(root, "options"), *ignored;
    al_settings *settings = &reader->comparison->settings;
    size_t index;
    json_array_foreach(member(options, "ignore"), index, ignored)
    {
        int bit = al_json_read_name(ignored, al_ignore_names, AL_N_IGNORES);
        settings->ignore |= bit >= 0 ? UINT32_C(1) << bit : 0;
    }
    int words = al_json_read_name(member(options, "words"), al_words_names, AL_N_WORDS);
    settings->exact = json_is_true(member(options, "exact"));
    settings->minimal = json_is_true(member(options, "minimal"));
    settings->words = words > 0 ? (almost_words)words : ALMOST_WORDS_UNICODE;
    settings->min_bits = number(options, "min_bits");
    settings->expected = number(options, "expected");
    copy_text(member(options, "language"), reader->comparison->language,
              sizeof reader->comparison->language);
    return ALMOST_OK;
}

static almost_status read_verdict(reader *reader, const json_t *root)
{
    const json_t *from = member(root, "verdict"), *ending = member(from, "ending");
    almost_verdict *verdict = &reader->comparison->verdict;
    int answer = al_json_read_name(member(from, "answer"), al_answer_names, AL_N_ANSWERS);
    if (answer < 0)
        return fail(reader, "the verdict has no answer");
    verdict->answer = (almost_answer)answer;
    verdict->kept = share(from, "kept");
    verdict->told = share(from, "told");
    verdict->order = share(from, "order");
    verdict->summed = share(from, "summed");
    verdict->kept_verbatim = share(from, "kept_verbatim");
    verdict->told_verbatim = share(from, "told_verbatim");
    verdict->same_ending = json_is_true(member(ending, "same"));
    verdict->original_parting = count(ending, "original");
    verdict->telling_parting = count(ending, "telling");
    al_offsets_add(&reader->offsets[AL_ORIGINAL], &verdict->original_parting);
    al_offsets_add(&reader->offsets[AL_TELLING], &verdict->telling_parting);
    if (!json_is_string(member(root, "sentence")))
        return fail(reader, "there is no sentence");
    copy_text(member(root, "sentence"), reader->comparison->sentence,
              sizeof reader->comparison->sentence);
    return ALMOST_OK;
}

static almost_status read_statistics(reader *reader, const json_t *root)
{
    const json_t *from = member(root, "statistics"), *different = member(from, "different");
    almost_statistics *counted = &reader->comparison->statistics;
    *counted = (almost_statistics){.original_words = count(member(root, "original"), "words"),
                                   .telling_words = count(member(root, "telling"), "words"),
                                   .same = count(from, "same"),
                                   .moved = count(from, "moved"),
                                   .respelt = count(from, "respelt"),
                                   .missing = count(from, "missing"),
                                   .added = count(from, "added"),
                                   .different_original = count(different, "original"),
                                   .different_telling = count(different, "telling"),
                                   .changes = count(from, "changes"),
                                   .renumbered = count(from, "renumbered"),
                                   .relabelled = count(from, "relabelled")};
    for (size_t rank = 0; rank < AL_N_TOUCHES; rank++)
        counted->touching[__builtin_ctz(almost_touch_at(rank))] =
            count(member(from, "touching"), al_touch_names[rank].text);
    return ALMOST_OK;
}

static almost_status read_passage(reader *reader, const json_t *value, size_t index,
                                  almost_passage *passage)
{
    uint64_t id;
    int kind = al_json_read_name(member(value, "kind"), al_passage_kind_names, AL_N_PASSAGE_KINDS);
    if (!al_json_read_count(member(value, "id"), UINT32_MAX, &id) || id != index + 1 || kind < 0 ||
        !read_span(member(value, "original"), &passage->original) ||
        !read_span(member(value, "telling"), &passage->telling))
        return fail(reader, "a passage has no number, kind or spans");
    passage->id = (uint32_t)id;
    passage->kind = (almost_passage_kind)kind;
    passage->moved = json_is_true(member(value, "moved"));
    passage->likeness = share(value, "likeness");
    passage->bits = number(value, "bits");
    passage->expected = number(value, "expected");
    al_offsets_add_span(&reader->offsets[AL_ORIGINAL], &passage->original);
    al_offsets_add_span(&reader->offsets[AL_TELLING], &passage->telling);
    return ALMOST_OK;
}

static almost_status read_passages(reader *reader, const json_t *root)
{
    almost_comparison *comparison = reader->comparison;
    const json_t *passages = member(root, "passages"), *value;
    size_t index, n = json_array_size(passages);
    almost_status status = ALMOST_OK;
    comparison->passages =
        al_allocate_zero(comparison->allocator, n + 1, sizeof *comparison->passages);
    if (comparison->passages == NULL)
        return al_fail_memory(reader->error);
    comparison->n_passages = n;
    json_array_foreach(passages, index, value)
    {
        if (status == ALMOST_OK)
            status = read_passage(reader, value, index, &comparison->passages[index]);
    }
    return status;
}

static almost_status read_approximations(reader *reader, const json_t *root)
{
    almost_comparison *comparison = reader->comparison;
    const json_t *ranges = member(root, "approximate"), *value;
    size_t index, n = json_array_size(ranges);
    comparison->approximations =
        al_allocate_zero(comparison->allocator, n + 1, sizeof *comparison->approximations);
    if (comparison->approximations == NULL)
        return al_fail_memory(reader->error);
    comparison->n_approximations = n;
    json_array_foreach(ranges, index, value)
    {
        almost_approximation *range = &comparison->approximations[index];
        if (!read_span(member(value, "original"), &range->original) ||
            !read_span(member(value, "telling"), &range->telling))
            return fail(reader, "an approximate range has no spans");
        al_offsets_add_span(&reader->offsets[AL_ORIGINAL], &range->original);
        al_offsets_add_span(&reader->offsets[AL_TELLING], &range->telling);
    }
    return ALMOST_OK;
}

static uint32_t read_touches(const json_t *touches)
{
    const json_t *touch;
    uint32_t bits = 0;
    size_t index;
    json_array_foreach(touches, index, touch)
    {
        if (json_is_string(touch))
            bits |= al_touch_find(json_string_value(touch), json_string_length(touch));
    }
    return bits;
}

static almost_status read_claims(reader *reader, const json_t *root)
{
    almost_comparison *comparison = reader->comparison;
    const json_t *claims = member(root, "unsupported"), *value;
    size_t index, n = json_array_size(claims);
    comparison->claims = al_allocate_zero(comparison->allocator, n + 1, sizeof *comparison->claims);
    if (comparison->claims == NULL)
        return al_fail_memory(reader->error);
    comparison->n_claims = comparison->claims_capacity = n;
    json_array_foreach(claims, index, value)
    {
        almost_claim *claim = &comparison->claims[index];
        claim->passage = (uint32_t)count(value, "passage");
        claim->touches = read_touches(member(value, "touches"));
        claim->telling = member(value, "telling") != NULL;
        if (!read_span(member(value, claim->telling ? "telling" : "original"), &claim->span))
            return fail(reader, "what is unsupported has no span");
        al_offsets_add_span(&reader->offsets[claim->telling ? AL_TELLING : AL_ORIGINAL],
                            &claim->span);
    }
    return ALMOST_OK;
}

/* From the units of the JSON to bytes; all spans have their places by then. */
static almost_status turn(reader *reader, const json_t *root)
{
    int units =
        al_json_read_name(member(member(root, "options"), "units"), al_units_names, AL_N_UNITS);
    const almost_text *texts[2] = {reader->comparison->original, reader->comparison->telling};
    for (int side = 0; side < 2; side++) {
        if (reader->offsets[side].failed)
            return al_fail_memory(reader->error);
        al_units_turn(&reader->offsets[side], texts[side],
                      units > 0 ? (almost_units)units : ALMOST_CODE_POINTS);
    }
    return ALMOST_OK;
}

almost_status al_view_read_facts(const json_t *root, const char *name,
                                 almost_comparison *comparison, almost_error *error)
{
    typedef almost_status step(reader *, const json_t *);
    static step *const steps[] = {read_options,  read_verdict,        read_statistics,
                                  read_passages, read_approximations, read_claims,
                                  turn};
    reader reader = {.name = name, .comparison = comparison, .error = error};
    reader.offsets[0].allocator = reader.offsets[1].allocator = comparison->allocator;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == ALMOST_OK; i++)
        status = steps[i](&reader, root);
    al_offsets_release(&reader.offsets[0]);
    al_offsets_release(&reader.offsets[1]);
    return status;
}
