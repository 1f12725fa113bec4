/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking for a quotation, in rounds: the lists of its rarest words, a vote, the best places held
 * against it; and if none of them is good enough, longer lists.
 */
#include "quote/trace_tracer.h"

#include "base/error.h"
#include "base/options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Positions that are read in each round. */
static const al_vote_budget budgets[AL_TRACE_ROUNDS] = {
    {1000, 4000}, {4000, 32000}, {64000, 512000}};

enum {
    SPELT = 3, /* of which spellings are compared */
    USUAL_MOST = 5
};

const char *almost_traced_as_name(almost_traced_as as)
{
    static const char *const names[] = {"source", "occurs in", "possible"};
    return (size_t)as < sizeof names / sizeof *names ? names[as] : NULL;
}

void almost_trace_options_init_sized(almost_trace_options *options, size_t size)
{
    const almost_trace_options defaults = {.size = size};
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* --- Tracers ------------------------------------------------------------ */

static void init_tracer(almost_tracer *tracer, const almost_library *library,
                        const almost_trace_options *options)
{
    tracer->library = library;
    tracer->most = options->most > 0 ? options->most : USUAL_MOST;
    tracer->units = options->units;
    tracer->counts.library = library;
    tracer->counts.log_words = log2(library->words > 0 ? (double)library->words : 1);
    tracer->votes.allocator = tracer->allocator;
    al_trace_aligner_init(&tracer->aligner, &tracer->counts, tracer->allocator);
    al_buffer_init(&tracer->line, tracer->allocator);
}

almost_status almost_tracer_new(const almost_library *library, const almost_trace_options *given,
                                almost_tracer **out, almost_error *error)
{
    almost_trace_options options;
    almost_environment environment;
    almost_trace_options_init(&options);
    almost_status status =
        al_options_complete(&options, sizeof options, given, "almost_trace_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, options.environment, error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = al_allocator_of(&environment);
    almost_tracer *tracer = al_allocate_zero(allocator, 1, sizeof *tracer);
    if (tracer == NULL)
        return al_fail_memory(error);
    tracer->allocator = allocator;
    tracer->environment = environment;
    init_tracer(tracer, library, &options);
    tracer->guesses = al_guesses_new(allocator);
    if (tracer->guesses == NULL) {
        almost_tracer_free(tracer);
        return al_fail_memory(error);
    }
    *out = tracer;
    return ALMOST_OK;
}

void almost_tracer_free(almost_tracer *tracer)
{
    if (tracer == NULL)
        return;
    const almost_allocator *allocator = tracer->allocator;
    al_index_words_free(tracer->scanner);
    al_release(allocator, tracer->guesses);
    al_votes_release(&tracer->votes);
    al_trace_aligner_release(&tracer->aligner);
    al_release(allocator, tracer->text);
    al_release(allocator, tracer->tokens);
    al_release(allocator, tracer->places);
    al_release(allocator, tracer->passages);
    al_release(allocator, tracer->told);
    al_buffer_release(&tracer->line);
    al_release(allocator, tracer);
}

/* --- Time --------------------------------------------------------------- */

void al_trace_begin(almost_tracer *tracer)
{
    tracer->clock = (al_clock){.deadline = al_deadline_in(tracer->environment.timeout)};
}

almost_status al_trace_in_time(almost_tracer *tracer, almost_error *error)
{
    if (!al_clock_look(&tracer->clock))
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                   "tracing was not done in time; raise the timeout");
}

/* --- One round ---------------------------------------------------------- */

static uint32_t share_of(uint32_t budget, double share)
{
    return (uint32_t)(budget * share);
}

static almost_status vote(almost_tracer *tracer, const al_vote_budget *budget, almost_error *error)
{
    const double least = .125; /* each segment has its share, and a small one not too little */
    al_candidates *candidates = &tracer->candidates;
    almost_status status = ALMOST_OK;
    candidates->n = 0;
    candidates->read = 0;
    candidates->all = true;
    for (uint32_t i = 0; status == ALMOST_OK && i < tracer->library->n; i++) {
        uint64_t words = tracer->library->holdings[i].segment->words + 1;
        double share = (double)words / (double)(tracer->library->words + 1);
        share = share > least ? share : least;
        candidates->budget =
            (al_vote_budget){share_of(budget->voting, share), share_of(budget->seconding, share)};
        status = al_vote(&tracer->votes, tracer->library, i, &tracer->query, candidates, error);
    }
    return status;
}

/* Whether the words of two places overlap. */
static bool is_same_place(const al_found *a, const al_found *b)
{
    return a->segment == b->segment && a->document == b->document && a->first < b->end &&
           b->first < a->end;
}

/* Keep a place, by its bits; of those that overlap the best. */
static void keep(almost_tracer *tracer, const al_found *found)
{
    uint32_t at = tracer->n_found;
    if (found->bits <= 0)
        return;
    for (uint32_t i = 0; i < tracer->n_found; i++) {
        if (!is_same_place(&tracer->found[i], found))
            continue;
        if (tracer->found[i].bits >= found->bits)
            return;
        memmove(&tracer->found[i], &tracer->found[i + 1],
                (tracer->n_found - i - 1) * sizeof *tracer->found);
        tracer->n_found--;
        at = tracer->n_found;
        break;
    }
    if (at == AL_FOUND_PLACES && tracer->found[at - 1].bits >= found->bits)
        return;
    at = at < AL_FOUND_PLACES ? at : AL_FOUND_PLACES - 1;
    for (; at > 0 && tracer->found[at - 1].bits < found->bits; at--)
        tracer->found[at] = tracer->found[at - 1];
    tracer->found[at] = *found;
    tracer->n_found += tracer->n_found < AL_FOUND_PLACES;
}

/* What a place can have at most, but for words that are spelt in another way. */
static double can_have(const al_query *query)
{
    double bits = query->bits;
    for (uint32_t i = 0; i < query->n; i++)
        if (query->words[i].own.count == 0 && query->words[i].n_alternatives > 0)
            bits += query->words[i].alternatives[0].bits;
    return bits;
}

/* Whether the words around a candidate were held against the quotation before. */
static bool was_seen(const almost_tracer *tracer, const al_candidate *candidate)
{
    const int64_t near = 2; /* diagonals: the same words are read */
    for (uint32_t i = 0; i < tracer->n_seen; i++) {
        const al_candidate *seen = &tracer->seen[i];
        int64_t off = (int64_t)seen->position - seen->word - candidate->position + candidate->word;
        if (seen->segment == candidate->segment && off >= -near && off <= near)
            return true;
    }
    return false;
}

/* Hold the best candidates against the quotation, while they may come near the best of them. */
static almost_status verify(almost_tracer *tracer, almost_error *error)
{
    const double near = 10, most_of = .8;
    const al_candidates *candidates = &tracer->candidates;
    const uint32_t before = tracer->n_seen;
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; status == ALMOST_OK && i < candidates->n; i++) {
        bool there;
        al_found found;
        const al_candidate *candidate = &candidates->items[i];
        double can = can_have(&tracer->query) - most_of * (candidates->read - candidate->bits);
        if (tracer->n_found > 0 && can < tracer->found[0].bits - near)
            break;
        if (before > 0 && was_seen(tracer, candidate))
            continue;
        status = al_trace_align(&tracer->aligner, &tracer->query, candidate, &found, &there, error);
        if (status == ALMOST_OK && there)
            keep(tracer, &found);
        tracer->seen[tracer->n_seen++] = *candidate;
    }
    return status;
}

/* --- All rounds --------------------------------------------------------- */

/* Compare spellings in the best places, and put them in order again. */
static almost_status spell(almost_tracer *tracer, uint32_t most, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; status == ALMOST_OK && i < tracer->n_found && i < most; i++)
        if (!tracer->found[i].spelt)
            status =
                al_trace_align_spelt(&tracer->aligner, &tracer->query, &tracer->found[i], error);
    return status;
}

static bool is_good_enough(const almost_tracer *tracer, const al_found *best)
{
    const double most = .8;
    return best->bits >= most * tracer->query.bits || al_trace_judge(best) >= al_trace_source;
}

static int by_judgement(const void *a, const void *b)
{
    const al_found *first = a, *second = b;
    double one = al_trace_judge(first), other = al_trace_judge(second);
    if (one != other)
        return one > other ? -1 : 1;
    if (first->segment != second->segment)
        return first->segment < second->segment ? -1 : 1;
    return (first->position > second->position) - (first->position < second->position);
}

/* Look for the words of the query; what is found stands in order of judgement. */
almost_status al_trace_look(almost_tracer *tracer, almost_error *error)
{
    almost_status status = ALMOST_OK;
    tracer->n_found = tracer->n_seen = 0;
    al_query_guess(&tracer->counts, tracer->guesses, &tracer->query);
    al_trace_aligner_begin(&tracer->aligner, &tracer->query);
    for (uint32_t round = 0; round < (tracer->rounds > 0 ? tracer->rounds : AL_TRACE_ROUNDS);
         round++) {
        status = al_trace_in_time(tracer, error);
        if (round == 1) {
            al_query_doubt(&tracer->counts, tracer->guesses, &tracer->query);
            tracer->n_seen = 0; /* for what is another word now */
            al_trace_aligner_begin(&tracer->aligner, &tracer->query);
        }
        if (status == ALMOST_OK)
            status = vote(tracer, &budgets[round], error);
        if (status == ALMOST_OK)
            status = verify(tracer, error);
        if (status == ALMOST_OK)
            status = spell(tracer, 1, error);
        if (status != ALMOST_OK || tracer->candidates.all ||
            (tracer->n_found > 0 && is_good_enough(tracer, &tracer->found[0])))
            break;
    }
    if (status == ALMOST_OK)
        status = spell(tracer, SPELT, error);
    if (tracer->n_found > 1)
        qsort(tracer->found, tracer->n_found, sizeof *tracer->found, by_judgement);
    return status;
}

/* --- Answers ------------------------------------------------------------ */

almost_status al_trace_tell_place(almost_tracer *tracer, const al_found *found, almost_traced *out,
                                  almost_error *error)
{
    al_document_record record;
    al_document_place start, end;
    const al_segment *segment = tracer->library->holdings[found->segment].segment;
    al_window *window = &tracer->aligner.window;
    if (!al_segment_document(segment, found->document, &record))
        return al_segment_broken(segment, "a document lies where it cannot", error);
    al_source_place place = {found->segment, found->document, &record};
    bool wide = tracer->units == ALMOST_UTF16;
    almost_status status = al_window_place(window, &place, found->bytes.start, wide, &start, error);
    end = start;
    if (status == ALMOST_OK && start.line > 0)
        status = al_window_go_on(window, &place, found->bytes, &end, error);
    if (status != ALMOST_OK)
        return status;
    out->name = record.name;
    out->span = found->bytes;
    out->code_points = (almost_span){start.code_point, end.code_point};
    out->units = wide                            ? (almost_span){start.utf16, end.utf16}
                 : tracer->units == ALMOST_BYTES ? out->span
                                                 : out->code_points;
    out->line = start.line;
    return ALMOST_OK;
}

/* Places of which less agrees are not worth a look, whatever chance makes of them. */
static const double least_alike = .3, least_bits = .5;

static almost_status tell(almost_tracer *tracer, almost_error *error)
{
    almost_traced_as as[AL_FOUND_PLACES];
    uint32_t letters = 0;
    al_trace_name(tracer->library, tracer->found, tracer->n_found, as);
    for (uint32_t i = 0; i < tracer->query.n; i++)
        letters += tracer->query.words[i].n_letters;
    for (uint32_t i = 0; i < tracer->n_found && tracer->n_places < tracer->most; i++) {
        const al_found *found = &tracer->found[i];
        double judged = al_trace_judge(found),
               expected = al_trace_expected(tracer->library, judged);
        double likeness = letters > 0 ? (double)found->letters / letters : 0;
        if (expected >= 1)
            break;
        if (likeness < least_alike || found->bits < least_bits * tracer->found[0].bits)
            continue;
        if (!al_grow(tracer->allocator, (void **)&tracer->places, &tracer->places_capacity,
                     (size_t)tracer->n_places + 1, sizeof *tracer->places))
            return al_fail_memory(error);
        almost_traced *place = &tracer->places[tracer->n_places];
        *place = (almost_traced){.as = as[i],
                                 .bits = judged,
                                 .said = found->bits,
                                 .expected = expected,
                                 .likeness = likeness < 1 ? likeness : 1};
        almost_status status = al_trace_tell_place(tracer, found, place, error);
        if (status != ALMOST_OK)
            return status;
        tracer->n_places += place->line > 0; /* else its source has changed in this moment */
    }
    return ALMOST_OK;
}

/* --- A quotation -------------------------------------------------------- */

almost_status al_trace_cut(almost_tracer *tracer, const almost_text *text, almost_error *error)
{
    enum { BATCH = 256 };
    size_t got = BATCH;
    const al_slice slice = al_slice_of(text);
    almost_status status = ALMOST_OK;
    if (tracer->scanner == NULL)
        status = al_index_words_new(&slice, &tracer->scanner, error);
    else
        al_index_words_begin(tracer->scanner, &slice);
    tracer->n_tokens = 0;
    while (status == ALMOST_OK && got > 0) {
        if (!al_grow(tracer->allocator, (void **)&tracer->tokens, &tracer->tokens_capacity,
                     (size_t)tracer->n_tokens + BATCH, sizeof *tracer->tokens))
            return al_fail_memory(error);
        status = al_index_words_next(tracer->scanner, tracer->tokens + tracer->n_tokens, BATCH,
                                     &got, error);
        tracer->n_tokens += status == ALMOST_OK ? (uint32_t)got : 0;
    }
    return status;
}

/* A copy of a quotation, with the blanks behind it that are read. */
static almost_status copy(almost_tracer *tracer, const char *text, size_t length,
                          almost_error *error)
{
    if (length > AL_TEXT_MOST_BYTES)
        return al_text_too_long("the quotation", AL_TEXT_MOST_BYTES, error);
    if (!al_grow(tracer->allocator, (void **)&tracer->text, &tracer->text_capacity,
                 length + AL_TEXT_PADDING, 1))
        return al_fail_memory(error);
    if (length > 0)
        memcpy(tracer->text, text, length);
    memset(tracer->text + length, ' ', AL_TEXT_PADDING);
    return ALMOST_OK;
}

static almost_status trace_short(almost_tracer *tracer, almost_error *error)
{
    al_query_fill(&tracer->counts, tracer->scanner, tracer->text, tracer->tokens, tracer->n_tokens,
                  &tracer->query);
    tracer->rounds = 0;
    almost_status status = al_trace_look(tracer, error);
    return status == ALMOST_OK ? tell(tracer, error) : status;
}

almost_status almost_trace(almost_tracer *tracer, const char *text, size_t length,
                           const almost_traced **places, size_t *n, almost_error *error)
{
    char name[] = "the quotation";
    tracer->n_places = 0;
    al_trace_begin(tracer);
    almost_status status = copy(tracer, text, length, error);
    if (status != ALMOST_OK)
        return status;
    const almost_text whole = {
        .allocator = tracer->allocator, .name = name, .bytes = tracer->text, .length = length};
    status = al_trace_cut(tracer, &whole, error);
    if (status == ALMOST_OK && tracer->n_tokens > AL_QUERY_WORDS)
        status = al_trace_long(tracer, tracer->text, error);
    else if (status == ALMOST_OK && tracer->n_tokens > 0)
        status = trace_short(tracer, error);
    if (status != ALMOST_OK)
        return status;
    *places = tracer->places;
    *n = tracer->n_places;
    return ALMOST_OK;
}
