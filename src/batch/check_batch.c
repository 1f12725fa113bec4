/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many accounts against the same sources: these are made ready once and shared; each thread has a
 * checker of its own.
 */
#include "base/error.h"
#include "base/jobs.h"
#include "base/options.h"
#include "base/workers.h"
#include "batch/check_job.h"

static const uint64_t usual_line = UINT64_C(64) << 20;

struct almost_check_batch {
    al_check_job_options options;
    al_against against;
    al_checker *checkers; /* one a thread */
    uint32_t n_checkers;
    al_jobs *jobs;
    al_check_job *result; /* handed out last */
};

void almost_check_batch_options_init_sized(almost_check_batch_options *options, size_t size)
{
    const almost_check_batch_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* --- Jobs ----------------------------------------------------------------- */

static void run_job(void *context, uint32_t worker, void *job)
{
    const almost_check_batch *batch = context;
    al_check_job_run(job, &batch->options, &batch->checkers[worker]);
}

static void release_job(void *context, void *job)
{
    const almost_check_batch *batch = context;
    al_check_job_free(job, &batch->options);
}

/* The line, in and out. */
static uint64_t weigh_job(const void *context)
{
    const al_check_job *job = context;
    return job->length + job->out.capacity;
}

/* --- Made and released ---------------------------------------------------- */

/* Each structure over its defaults, so that callers of any version are understood. */
static almost_status take_options(al_check_job_options *to, const almost_check_batch_options *from,
                                  almost_error *error)
{
    almost_check_options_init(&to->check);
    almost_text_options_init(&to->reading);
    almost_status status = al_options_complete(&to->check, sizeof to->check, from->check,
                                               "almost_check_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&to->environment, to->check.environment, error);
    if (status == ALMOST_OK)
        status = al_options_complete(&to->reading, sizeof to->reading, from->reading,
                                     "almost_text_options", error);
    if (status == ALMOST_OK && (unsigned)from->units > ALMOST_UTF16)
        status = al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown units %d", (int)from->units);
    to->environment.progress = NULL;
    to->environment.trace = NULL;
    to->allocator = al_allocator_of(&to->environment);
    to->units = from->units;
    to->fail_on = from->fail_on != 0 ? from->fail_on : ALMOST_FAILING_STATUSES;
    to->line_bytes = from->line_bytes > 0 ? from->line_bytes : usual_line;
    to->spared = al_spared_of("accounts", from->lines_path, from->output_path);
    return status;
}

static almost_status make_checkers(almost_check_batch *batch, uint32_t n, almost_error *error)
{
    const al_check_job_options *options = &batch->options;
    batch->checkers = al_allocate_zero(options->allocator, n, sizeof *batch->checkers);
    if (batch->checkers == NULL)
        return al_fail_memory(error);
    while (batch->n_checkers < n)
        if (!al_checker_init(&batch->checkers[batch->n_checkers++], &batch->against,
                             &options->environment))
            return al_fail_memory(error);
    return ALMOST_OK;
}

static almost_status make_ready(almost_check_batch *batch, const almost_text *const *sources,
                                size_t n, almost_error *error)
{
    const al_check_job_options *options = &batch->options;
    al_clock clock = {.deadline = al_deadline_in(options->environment.timeout)};
    uint32_t threads = al_workers_wanted(&options->environment);
    almost_status status =
        al_against_init(&batch->against, options->allocator, sources, n, &clock, error);
    if (status == ALMOST_OK && options->check.indirect)
        status = al_against_support(&batch->against, error);
    if (status == ALMOST_OK)
        status = make_checkers(batch, threads, error);
    if (status != ALMOST_OK)
        return status;
    const al_job_plan plan = {run_job, release_job, weigh_job, batch};
    batch->jobs = al_jobs_new(options->allocator, &plan, threads);
    return batch->jobs != NULL ? ALMOST_OK : al_fail_memory(error);
}

almost_status almost_check_batch_new(const almost_text *const *sources, size_t n,
                                     const almost_check_batch_options *given,
                                     almost_check_batch **out, almost_error *error)
{
    almost_check_batch_options options;
    al_check_job_options taken = {.allocator = NULL};
    almost_check_batch_options_init(&options);
    almost_status status =
        al_options_complete(&options, sizeof options, given, "almost_check_batch_options", error);
    if (status == ALMOST_OK)
        status = take_options(&taken, &options, error);
    if (status != ALMOST_OK)
        return status;
    almost_check_batch *batch = al_allocate_zero(taken.allocator, 1, sizeof *batch);
    if (batch == NULL)
        return al_fail_memory(error);
    batch->options = taken;
    status = make_ready(batch, sources, n, error);
    if (status == ALMOST_OK)
        *out = batch;
    else
        almost_check_batch_free(batch);
    return status;
}

void almost_check_batch_free(almost_check_batch *batch)
{
    if (batch == NULL)
        return;
    const almost_allocator *allocator = batch->options.allocator;
    al_jobs_free(batch->jobs);
    al_check_job_free(batch->result, &batch->options);
    for (uint32_t i = 0; i < batch->n_checkers; i++)
        al_checker_release(&batch->checkers[i]);
    al_release(allocator, batch->checkers);
    al_against_release(&batch->against);
    al_release(allocator, batch);
}

/* --- In and out ----------------------------------------------------------- */

size_t almost_check_batch_room(almost_check_batch *batch)
{
    return al_jobs_room(batch->jobs);
}

almost_status almost_check_batch_add_line(almost_check_batch *batch, const char *bytes,
                                          size_t length, const char *name, uint64_t line,
                                          almost_error *error)
{
    const al_line_source source = {bytes, length, {name, line}};
    if (al_given_is_blank(bytes, length))
        return ALMOST_OK;
    if (almost_check_batch_room(batch) == 0)
        return al_fail(error, ALMOST_ERROR_LIMIT, NULL, "the batch is full; take a result first");
    al_check_job *job = al_check_job_new(&batch->options, &source);
    if (job == NULL)
        return al_fail_memory(error);
    al_jobs_add(batch->jobs, job);
    return ALMOST_OK;
}

const almost_check_result *almost_check_batch_next(almost_check_batch *batch)
{
    al_check_job_free(batch->result, &batch->options);
    al_check_job *job = batch->result = al_jobs_take(batch->jobs);
    if (job == NULL)
        return NULL;
    job->result = (almost_check_result){
        .status = job->status,
        .error = job->status != ALMOST_OK ? &job->error : NULL,
        .line = job->out.length > 0 ? job->out.bytes : NULL,
        .line_length = job->out.length,
        .quotations = job->quotations,
        .failing = job->failing,
    };
    return &job->result;
}
