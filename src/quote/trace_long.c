/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is longer than a piece: a text of which any part may come from the library. Every twenty
 * words, ten after ten, are looked for by themselves, in one round; of what is found only the words
 * that agree are taken, and pieces that lie in a row on both sides become one passage.
 */
#include "quote/trace_tracer.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 20, /* words: a passage of ten lies in one piece, wherever it begins */
    STEP = 10,
    APART = 12 /* words on either side that a passage may lack or have in addition */
};

/* T of a piece: every piece of a text is a quotation that may be found by chance. */
static const double least_piece = 50;

/* A passage that a text has by chance more often than this is only possible. */
static const double sure = 1e-3;

/* T of the words that agree. */
static double judge_core(const al_found *found)
{
    al_found core = *found;
    core.unaligned = found->core_unaligned;
    return al_trace_judge(&core);
}

/* Whether a piece goes on where a passage ends, in the text and at its place. */
static bool goes_on(const al_passage *passage, const al_found *found, uint32_t start)
{
    const al_found *before = &passage->found;
    return before->segment == found->segment && before->document == found->document &&
           start <= passage->end + APART && found->core_first <= before->core_behind + APART &&
           before->core_first <= found->core_first + PIECE &&
           before->core_behind <= found->core_behind + PIECE;
}

/* A piece counts by the share of its words, start to end, that the passage does not have yet. */
static void join(al_passage *passage, const al_found *found, uint32_t start, uint32_t end)
{
    uint32_t fresh = start > passage->end ? start : passage->end;
    double share = end > fresh ? (double)(end - fresh) / (end - start) : 0;
    al_found *whole = &passage->found;
    passage->bits += share * judge_core(found);
    passage->said += share * found->bits;
    passage->letters += (uint32_t)(share * found->letters);
    passage->end = end > passage->end ? end : passage->end;
    if (found->core_first < whole->core_first) {
        whole->core_first = found->core_first;
        whole->core_bytes.start = found->core_bytes.start;
    }
    if (found->core_behind > whole->core_behind) {
        whole->core_behind = found->core_behind;
        whole->core_bytes.end = found->core_bytes.end;
    }
}

static almost_status take_piece(almost_tracer *tracer, const al_found *found, uint32_t piece,
                                almost_error *error)
{
    uint32_t start = piece + found->core, end = piece + found->core_end;
    enum { LATEST = 8 }; /* passages that a piece may go on with */
    for (uint32_t i = tracer->n_passages; i-- > 0 && i + LATEST >= tracer->n_passages;)
        if (goes_on(&tracer->passages[i], found, start)) {
            join(&tracer->passages[i], found, start, end);
            return ALMOST_OK;
        }
    if (!al_grow(tracer->allocator, (void **)&tracer->passages, &tracer->passages_capacity,
                 (size_t)tracer->n_passages + 1, sizeof *tracer->passages))
        return al_fail_memory(error);
    tracer->passages[tracer->n_passages++] =
        (al_passage){start, end, judge_core(found), found->bits, found->letters, *found};
    return ALMOST_OK;
}

/* Say how far it is, now and then. CANCELLED. */
static almost_status tell_progress(const almost_tracer *tracer, uint32_t at, almost_error *error)
{
    enum { OFTEN = 64 * STEP };
    const almost_environment *environment = &tracer->environment;
    if (environment->progress == NULL || at % OFTEN != 0)
        return ALMOST_OK;
    double share = (double)at / tracer->n_tokens;
    if (environment->progress(environment->progress_context, "tracing", share) == 0)
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
}

almost_status al_trace_passages(almost_tracer *tracer, const char *bytes, almost_error *error)
{
    almost_status status = ALMOST_OK;
    uint32_t n = tracer->n_tokens;
    tracer->n_passages = 0;
    tracer->rounds = 1;
    for (uint32_t at = 0; status == ALMOST_OK && at < n; at += STEP) {
        uint32_t words = n - at < PIECE ? n - at : PIECE;
        if (at > 0 && words <= STEP)
            break; /* the last piece has them */
        status = tell_progress(tracer, at, error);
        if (status != ALMOST_OK)
            break;
        al_query_fill(&tracer->counts, tracer->scanner, bytes, tracer->tokens + at, words,
                      &tracer->query);
        status = al_trace_look(tracer, error);
        if (status == ALMOST_OK && tracer->n_found > 0 &&
            judge_core(&tracer->found[0]) >= least_piece)
            status = take_piece(tracer, &tracer->found[0], at, error);
    }
    return status;
}

static int by_bits(const void *a, const void *b)
{
    const al_passage *first = a, *second = b;
    if (first->bits != second->bits)
        return first->bits > second->bits ? -1 : 1;
    return (first->start > second->start) - (first->start < second->start);
}

/* Letters of the words of a text. */
static double count_letters(const almost_tracer *tracer, uint32_t start, uint32_t end)
{
    double letters = 0;
    for (uint32_t i = start; i < end; i++)
        letters += tracer->tokens[i].end - tracer->tokens[i].start;
    return letters > 0 ? letters : 1;
}

almost_status al_trace_tell_passage(almost_tracer *tracer, const al_passage *passage,
                                    uint32_t start, uint32_t end, almost_traced *out,
                                    almost_error *error)
{
    al_found found = passage->found;
    double likeness = passage->letters / count_letters(tracer, start, end);
    double pieces = (double)tracer->n_tokens / STEP;
    double expected = al_trace_expected(tracer->library, passage->bits) * (pieces > 1 ? pieces : 1);
    found.bytes = found.core_bytes;
    *out = (almost_traced){.as = expected < sure ? ALMOST_TRACED_SOURCE : ALMOST_TRACED_POSSIBLE,
                           .bits = passage->bits,
                           .said = passage->said,
                           .expected = expected,
                           .likeness = likeness < 1 ? likeness : 1};
    return al_trace_tell_place(tracer, &found, out, error);
}

/* Whether passage i stands where a better one does: a text may say the same twice. */
static bool was_told(const almost_tracer *tracer, uint32_t i)
{
    const al_found *found = &tracer->passages[i].found;
    for (uint32_t k = 0; k < i; k++) {
        const al_found *other = &tracer->passages[k].found;
        if (other->segment == found->segment && other->document == found->document &&
            other->core_first < found->core_behind && found->core_first < other->core_behind)
            return true;
    }
    return false;
}

almost_status al_trace_long(almost_tracer *tracer, const char *bytes, almost_error *error)
{
    almost_status status = al_trace_passages(tracer, bytes, error);
    if (tracer->n_passages > 1)
        qsort(tracer->passages, tracer->n_passages, sizeof *tracer->passages, by_bits);
    for (uint32_t i = 0; status == ALMOST_OK && i < tracer->n_passages; i++) {
        const uint32_t n = tracer->n_places;
        if (n == tracer->most)
            break;
        if (was_told(tracer, i))
            continue;
        if (!al_grow(tracer->allocator, (void **)&tracer->places, &tracer->places_capacity,
                     (size_t)n + 1, sizeof *tracer->places))
            return al_fail_memory(error);
        status = al_trace_tell_passage(tracer, &tracer->passages[i], 0, tracer->n_tokens,
                                       &tracer->places[n], error);
        tracer->n_places += status == ALMOST_OK && tracer->places[n].line > 0;
    }
    return status;
}
