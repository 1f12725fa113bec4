/* SPDX-License-Identifier: Apache-2.0 */
/* Many pairs: what is asked of all of them; jobs in, results out. */
#include "base/error.h"
#include "base/jobs.h"
#include "base/options.h"
#include "base/workers.h"
#include "batch/job.h"
#include "write/writer.h"

#include <string.h>

static const uint64_t usual_cache = UINT64_C(128) << 20;
static const uint64_t usual_line = UINT64_C(64) << 20;
static const uint64_t most_vocabulary = UINT64_C(48) << 20;

struct almost_batch {
    al_job_options options;
    al_jobs *jobs;
    al_job *result; /* handed out last */
    uint64_t added;
};

void almost_batch_options_init_sized(almost_batch_options *options, size_t size)
{
    const almost_batch_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

void almost_pair_init_sized(almost_pair *pair, size_t size)
{
    const almost_pair nothing = {.size = sizeof nothing};
    al_options_init(pair, size, &nothing, sizeof nothing);
}

/* --- Jobs ----------------------------------------------------------------- */

static void run_job(void *context, uint32_t worker, void *job)
{
    (void)worker;
    al_job_run(job, context);
}

static void release_job(void *context, void *job)
{
    al_job_free(job, context);
}

/* The line, in and out. */
static uint64_t weigh_job(const void *context)
{
    const al_job *job = context;
    return job->out.length > 0 ? job->out.capacity : job->length;
}

/* --- Made and released ---------------------------------------------------- */

/* How texts of a side are read. */
static almost_status take_reading(almost_text_options *to, const almost_text_options *from,
                                  const char *encoding, almost_error *error)
{
    almost_text_options_init(to);
    almost_status status = al_options_complete(to, sizeof *to, from, "almost_text_options", error);
    if (to->encoding == NULL)
        to->encoding = encoding;
    to->name = NULL;
    return status;
}

/* Each structure over its defaults, so that callers of any version are understood. */
static almost_status take_options(al_job_options *to, const almost_batch_options *from,
                                  almost_error *error)
{
    almost_compare_options_init(&to->compare);
    almost_status status = al_environment_complete(&to->environment, from->environment, error);
    if (status == ALMOST_OK)
        status = al_options_complete(&to->compare, sizeof to->compare, from->compare,
                                     "almost_compare_options", error);
    if (status == ALMOST_OK)
        status = al_write_options_complete(from->lines, &to->write, error);
    if (status == ALMOST_OK)
        status =
            take_reading(&to->reading[0], from->original_reading, from->original_encoding, error);
    if (status == ALMOST_OK)
        status =
            take_reading(&to->reading[1], from->telling_reading, from->telling_encoding, error);
    to->environment.progress = NULL;
    to->environment.trace = NULL;
    to->lines = from->lines != NULL;
    to->line_bytes = from->line_bytes > 0 ? from->line_bytes : usual_line;
    to->spared = al_spared_of("pairs", from->lines_path, from->output_path);
    return status;
}

almost_status almost_batch_new(const almost_batch_options *options, almost_batch **out,
                               almost_error *error)
{
    almost_batch_options complete;
    al_job_options taken = {0};
    almost_batch_options_init(&complete);
    almost_status status =
        al_options_complete(&complete, sizeof complete, options, "almost_batch_options", error);
    if (status == ALMOST_OK)
        status = take_options(&taken, &complete, error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = al_allocator_of(&taken.environment);
    almost_batch *batch = al_allocate_zero(allocator, 1, sizeof *batch);
    if (batch == NULL)
        return al_fail_memory(error);
    batch->options = taken;
    batch->options.allocator = allocator;
    batch->options.compare.environment = &batch->options.environment;
    batch->options.shelf = al_shelf_new(
        allocator, batch->options.compare.words,
        complete.cache_bytes > 0 ? complete.cache_bytes : usual_cache, most_vocabulary);
    const al_job_plan plan = {run_job, release_job, weigh_job, &batch->options};
    if (batch->options.shelf != NULL)
        batch->jobs = al_jobs_new(allocator, &plan, al_workers_wanted(&taken.environment));
    if (batch->jobs == NULL) {
        almost_batch_free(batch);
        return al_fail_memory(error);
    }
    *out = batch;
    return ALMOST_OK;
}

void almost_batch_free(almost_batch *batch)
{
    if (batch == NULL)
        return;
    const almost_allocator *allocator = batch->options.allocator;
    al_jobs_free(batch->jobs);
    al_job_free(batch->result, &batch->options);
    al_shelf_free(batch->options.shelf);
    al_release(allocator, batch);
}

/* --- In and out ----------------------------------------------------------- */

size_t almost_batch_room(almost_batch *batch)
{
    return al_jobs_room(batch->jobs);
}

static almost_status no_room(almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_LIMIT, NULL, "the batch is full; take a result first");
}

static void enter(almost_batch *batch, al_job *job)
{
    al_jobs_add(batch->jobs, job);
    batch->added++;
}

static almost_status take_source(const almost_source *source, al_given_text *given,
                                 almost_error *error)
{
    bool standard = source->path != NULL && strcmp(source->path, "-") == 0;
    if (standard || (source->path == NULL && source->length > 0 && source->bytes == NULL))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       standard ? "a text of a batch cannot be standard input; name a file"
                                : "a source needs a path or bytes");
    given->source = *source;
    if (source->path != NULL)
        given->source.length = 0;
    given->source.options = NULL;
    almost_text_options_init(&given->options);
    return al_options_complete(&given->options, sizeof given->options, source->options,
                               "almost_text_options", error);
}

almost_status almost_batch_add(almost_batch *batch, const almost_pair *pair, almost_error *error)
{
    almost_pair complete;
    al_given_text given[2];
    almost_pair_init(&complete);
    almost_status status =
        al_options_complete(&complete, sizeof complete, pair, "almost_pair", error);
    if (status == ALMOST_OK)
        status = take_source(&complete.original, &given[AL_ORIGINAL], error);
    if (status == ALMOST_OK)
        status = take_source(&complete.telling, &given[AL_TELLING], error);
    if (status == ALMOST_OK && complete.id != NULL && !al_pair_line_is_id(complete.id))
        status =
            al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "the id is neither a string nor a number");
    if (status != ALMOST_OK)
        return status;
    if (almost_batch_room(batch) == 0)
        return no_room(error);
    al_job *job = al_job_of_texts(&batch->options, given, complete.id, batch->added + 1);
    if (job == NULL)
        return al_fail_memory(error);
    enter(batch, job);
    return ALMOST_OK;
}

almost_status almost_batch_add_line(almost_batch *batch, const char *bytes, size_t length,
                                    const char *name, uint64_t line, almost_error *error)
{
    if (al_given_is_blank(bytes, length))
        return ALMOST_OK;
    if (almost_batch_room(batch) == 0)
        return no_room(error);
    al_job *job = al_job_of_line(&batch->options, bytes, length, name, line, batch->added + 1);
    if (job == NULL)
        return al_fail_memory(error);
    enter(batch, job);
    return ALMOST_OK;
}

const almost_batch_result *almost_batch_next(almost_batch *batch)
{
    al_job_free(batch->result, &batch->options);
    al_job *job = batch->result = al_jobs_take(batch->jobs);
    if (job == NULL)
        return NULL;
    bool fine = job->status == ALMOST_OK;
    job->result = (almost_batch_result){
        .number = job->number,
        .id = job->id,
        .status = job->status,
        .error = fine ? NULL : &job->error,
        .verdict = fine ? &job->verdict : NULL,
        .findings = fine ? job->findings : 0,
        .comparison = job->comparison,
        .line = job->out.length > 0 ? job->out.bytes : NULL,
        .line_length = job->out.length,
    };
    return &job->result;
}
