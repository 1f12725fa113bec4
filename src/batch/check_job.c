/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One account of a batch from its line to its answer. A failure of an account is that account's
 * answer and no failure of the batch.
 */
#include "batch/check_job.h"

#include "base/error.h"
#include "write/quotations.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

al_check_job *al_check_job_new(const al_check_job_options *options, const al_line_source *line)
{
    bool too_long = line->length > options->line_bytes; /* its bytes are not wanted then */
    al_check_job *job = al_allocate_zero(options->allocator, 1, sizeof *job);
    if (job == NULL)
        return NULL;
    al_buffer_init(&job->out, options->allocator);
    job->place = line->place;
    job->length = too_long ? 0 : line->length;
    job->bytes = al_allocate(options->allocator, job->length, 1);
    if (job->bytes == NULL) {
        al_release(options->allocator, job);
        return NULL;
    }
    if (too_long)
        job->status = al_fail_at(
            &job->error, ALMOST_ERROR_LIMIT, line->place.name, 0, line->place.line, 0,
            "is longer than the limit of %" PRIu64 " bytes for a line; put the text into a file",
            options->line_bytes);
    else if (job->length > 0)
        memcpy(job->bytes, line->bytes, job->length);
    return job;
}

void al_check_job_free(al_check_job *job, const al_check_job_options *options)
{
    if (job == NULL)
        return;
    al_buffer_release(&job->out);
    al_release(options->allocator, job->bytes);
    al_release(options->allocator, job);
}

/* --- The line of the answer ---------------------------------------------- */

static int append(void *context, const char *bytes, size_t length)
{
    al_buffer *out = context;
    al_buffer_append(out, bytes, length);
    return out->failed;
}

/* Of the quotations, or of the error where there are none. */
static almost_status write_line(al_check_job *job, const al_check_job_options *options,
                                const almost_quotations *quotations, almost_error *error)
{
    al_output output;
    if (!al_output_init(&output, options->allocator, append, &job->out))
        return al_fail_memory(error);
    if (quotations != NULL)
        al_write_quotations_line(quotations, options->units, job->id, &output);
    else
        al_write_error_line(job->id, &job->error, &output);
    almost_status status = al_output_finish(&output, NULL);
    al_output_release(&output);
    if (status == ALMOST_OK)
        return ALMOST_OK;
    al_buffer_release(&job->out); /* what the line is appended to fails for memory alone */
    return al_fail_memory(error);
}

static void count(al_check_job *job, const al_check_job_options *options,
                  const almost_quotations *quotations)
{
    job->quotations = quotations->n;
    for (size_t i = 0; i < quotations->n; i++)
        job->failing += options->fail_on >> quotations->items[i].status & 1;
    for (size_t i = 0; i < quotations->n_indirect; i++)
        job->failing += quotations->indirect[i].status == ALMOST_INDIRECT_ALTERED;
}

/* --- Run ------------------------------------------------------------------ */

/* An account that was read is held against the sources. */
static almost_status check(al_check_job *job, const al_check_job_options *options,
                           al_checker *checker, const almost_text *account)
{
    almost_quotations *quotations;
    almost_quotations_options finding;
    almost_environment environment = checker->environment;
    environment.timeout = al_deadline_left(&checker->clock.deadline);
    al_check_finding(&options->check, &environment, &finding);
    almost_status status = almost_quotations_find(account, &finding, &quotations, &job->error);
    if (status != ALMOST_OK)
        return status;
    status = al_checker_check(checker, quotations, &job->error);
    if (status == ALMOST_OK)
        status = write_line(job, options, quotations, &job->error);
    if (status == ALMOST_OK)
        count(job, options, quotations);
    almost_quotations_free(quotations);
    return status;
}

static almost_status open_text(al_check_job *job, const al_check_job_options *options,
                               const almost_environment *environment, const al_given_text *given,
                               almost_text **out)
{
    almost_text_options reading = al_given_reading(given, &options->reading);
    almost_status status = al_given_check(given, &options->spared, &job->mute, &job->error);
    if (status != ALMOST_OK)
        return status;
    reading.environment = environment;
    return given->source.path != NULL
               ? almost_text_open(given->source.path, &reading, out, &job->error)
               : almost_text_from_memory(given->source.bytes, given->source.length, &reading, out,
                                         &job->error);
}

static almost_status run(al_check_job *job, const al_check_job_options *options,
                         al_checker *checker, const al_given_text *given)
{
    almost_text *account;
    almost_environment environment = options->environment;
    checker->clock = (al_clock){.deadline = al_deadline_in(environment.timeout)};
    almost_status status = open_text(job, options, &environment, given, &account);
    if (status != ALMOST_OK)
        return status;
    status = check(job, options, checker, account);
    almost_text_free(account);
    return status;
}

void al_check_job_run(al_check_job *job, const al_check_job_options *options, al_checker *checker)
{
    al_pair_line line = {.tree = NULL};
    const al_line_source source = {job->bytes, job->length, job->place};
    snprintf(job->counted, sizeof job->counted, "%" PRIu64, job->place.line);
    job->id = job->counted;
    if (job->status == ALMOST_OK) {
        al_account_line_read(&line, &source, options->allocator, &job->error);
        job->status = line.status;
        if (line.id != NULL)
            job->id = line.id;
    }
    if (job->status == ALMOST_OK)
        job->status = run(job, options, checker, &line.texts[0]);
    almost_error unwritten;
    if (job->status != ALMOST_OK && !job->mute &&
        write_line(job, options, NULL, &unwritten) != ALMOST_OK) {
        job->error = unwritten;
        job->status = unwritten.status;
    }
    al_pair_line_release(&line, options->allocator);
    al_release(options->allocator, job->bytes);
    job->bytes = NULL;
    job->length = 0;
}
