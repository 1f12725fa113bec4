/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many lines, each a quotation to look for. Looking for one takes some ten microseconds, about as
 * long as to wake a thread; so lines are bundled, and a bundle is a job of base/jobs.h. Each thread
 * has a tracer of its own, and nothing that one finds depends on what it looked for before.
 */
#include "quote/trace_tracer.h"

#include "base/error.h"
#include "base/jobs.h"
#include "base/options.h"
#include "base/workers.h"

#include <string.h>

enum {
    LINES = 32,    /* of a bundle */
    FULL = 1 << 16 /* bytes of its lines, after which no other is added */
};

typedef struct bundle {
    struct {
        size_t start, length;
        uint64_t number;
        const char *name;
    } lines[LINES];
    uint32_t n;
    al_buffer in, out;
    almost_error error;
    almost_trace_answers answers;
} bundle;

struct almost_trace_batch {
    const almost_allocator *allocator;
    almost_tracer **tracers; /* one a thread */
    uint32_t n_tracers;
    al_jobs *jobs;
    bundle *open;   /* that is being filled; NULL: none */
    bundle *result; /* handed out last */
};

/* --- Bundles ------------------------------------------------------------ */

static bundle *bundle_new(const almost_allocator *allocator)
{
    bundle *made = al_allocate_zero(allocator, 1, sizeof *made);
    if (made == NULL)
        return NULL;
    al_buffer_init(&made->in, allocator);
    al_buffer_init(&made->out, allocator);
    return made;
}

static void bundle_free(bundle *bundle, const almost_allocator *allocator)
{
    if (bundle == NULL)
        return;
    al_buffer_release(&bundle->in);
    al_buffer_release(&bundle->out);
    al_release(allocator, bundle);
}

static bool is_full(const bundle *bundle)
{
    return bundle->n == LINES || bundle->in.length >= FULL;
}

/* --- Jobs --------------------------------------------------------------- */

static almost_status answer(bundle *bundle, almost_tracer *tracer, uint32_t i)
{
    almost_trace_answer answer;
    const almost_trace_query query = {bundle->in.bytes + bundle->lines[i].start,
                                      bundle->lines[i].length, bundle->lines[i].name,
                                      bundle->lines[i].number};
    almost_status status = almost_trace_line(tracer, &query, &answer, &bundle->error);
    if (status != ALMOST_OK)
        return status;
    al_buffer_append(&bundle->out, answer.bytes, answer.length);
    bundle->answers.n += answer.length > 0;
    bundle->answers.found += answer.length > 0 && answer.found > 0;
    bundle->answers.failed += answer.found < 0;
    return bundle->out.failed ? al_fail_memory(&bundle->error) : ALMOST_OK;
}

static void run(void *context, uint32_t worker, void *job)
{
    const almost_trace_batch *batch = context;
    bundle *bundle = job;
    almost_trace_answers *answers = &bundle->answers;
    for (uint32_t i = 0; answers->status == ALMOST_OK && i < bundle->n; i++)
        answers->status = answer(bundle, batch->tracers[worker], i);
    al_buffer_release(&bundle->in);
    if (answers->status != ALMOST_OK) {
        *answers = (almost_trace_answers){.status = answers->status, .error = &bundle->error};
        return;
    }
    answers->bytes = bundle->out.bytes;
    answers->length = bundle->out.length;
}

static void release(void *context, void *job)
{
    const almost_trace_batch *batch = context;
    bundle_free(job, batch->allocator);
}

static uint64_t weigh(const void *job)
{
    const bundle *bundle = job;
    return bundle->in.capacity + bundle->out.capacity;
}

/* --- Made and released -------------------------------------------------- */

static almost_status make_tracers(almost_trace_batch *batch, const almost_library *library,
                                  const almost_trace_options *options, uint32_t n,
                                  almost_error *error)
{
    almost_status status = ALMOST_OK;
    batch->tracers = al_allocate_zero(batch->allocator, n, sizeof *batch->tracers);
    if (batch->tracers == NULL)
        return al_fail_memory(error);
    for (; status == ALMOST_OK && batch->n_tracers < n; batch->n_tracers++)
        status = almost_tracer_new(library, options, &batch->tracers[batch->n_tracers], error);
    return status;
}

/* Options over the defaults; threads do not tell how far they are. */
static almost_status take_options(const almost_trace_options *given, almost_trace_options *options,
                                  almost_environment *environment, almost_error *error)
{
    almost_trace_options_init(options);
    almost_status status =
        al_options_complete(options, sizeof *options, given, "almost_trace_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(environment, options->environment, error);
    environment->progress = NULL;
    options->environment = environment;
    return status;
}

almost_status almost_trace_batch_new(const almost_library *library,
                                     const almost_trace_options *given, almost_trace_batch **out,
                                     almost_error *error)
{
    almost_trace_options options;
    almost_environment environment;
    almost_status status = take_options(given, &options, &environment, error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = al_allocator_of(&environment);
    uint32_t threads = al_workers_wanted(&environment);
    almost_trace_batch *batch = al_allocate_zero(allocator, 1, sizeof *batch);
    if (batch == NULL)
        return al_fail_memory(error);
    batch->allocator = allocator;
    status = make_tracers(batch, library, &options, threads, error);
    const al_job_plan plan = {run, release, weigh, batch};
    if (status == ALMOST_OK) {
        batch->jobs = al_jobs_new(allocator, &plan, threads);
        status = batch->jobs != NULL ? ALMOST_OK : al_fail_memory(error);
    }
    if (status == ALMOST_OK)
        *out = batch;
    else
        almost_trace_batch_free(batch);
    return status;
}

void almost_trace_batch_free(almost_trace_batch *batch)
{
    if (batch == NULL)
        return;
    al_jobs_free(batch->jobs);
    for (uint32_t i = 0; i < batch->n_tracers; i++)
        almost_tracer_free(batch->tracers[i]);
    al_release(batch->allocator, batch->tracers);
    bundle_free(batch->open, batch->allocator);
    bundle_free(batch->result, batch->allocator);
    al_release(batch->allocator, batch);
}

/* --- In and out --------------------------------------------------------- */

int almost_trace_batch_room(almost_trace_batch *batch)
{
    return batch->open != NULL || al_jobs_room(batch->jobs) > 0;
}

static void close_bundle(almost_trace_batch *batch)
{
    if (batch->open != NULL)
        al_jobs_add(batch->jobs, batch->open);
    batch->open = NULL;
}

almost_status almost_trace_batch_add(almost_trace_batch *batch, const almost_trace_query *query,
                                     almost_error *error)
{
    if (!almost_trace_batch_room(batch))
        return al_fail(error, ALMOST_ERROR_LIMIT, NULL, "the batch is full; take answers first");
    if (batch->open == NULL)
        batch->open = bundle_new(batch->allocator);
    bundle *bundle = batch->open;
    if (bundle == NULL)
        return al_fail_memory(error);
    size_t start = bundle->in.length;
    al_buffer_append(&bundle->in, query->bytes, query->length);
    if (bundle->in.failed) {
        bundle->in.failed = false; /* the lines before are there, and it may be tried again */
        return al_fail_memory(error);
    }
    bundle->lines[bundle->n].start = start;
    bundle->lines[bundle->n].length = query->length;
    bundle->lines[bundle->n].number = query->line;
    bundle->lines[bundle->n].name = query->name;
    bundle->n++;
    if (is_full(bundle))
        close_bundle(batch);
    return ALMOST_OK;
}

const almost_trace_answers *almost_trace_batch_next(almost_trace_batch *batch)
{
    if (al_jobs_room(batch->jobs) > 0)
        close_bundle(batch);
    bundle_free(batch->result, batch->allocator);
    batch->result = al_jobs_take(batch->jobs);
    return batch->result != NULL ? &batch->result->answers : NULL;
}
