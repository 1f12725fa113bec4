/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pair of a batch from what was added to its answer: the bytes of the pair or
 * the line are copied in, so that the caller may forget them; the texts come from
 * the shelf; comparing and writing are those of a single pair. A failure of a pair
 * is that pair's answer and no failure of the batch.
 */
#include "batch/job.h"

#include "base/error.h"
#include "compare/compare.h"
#include "text/compared.h"
#include "write/writer.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* --- Made and released ---------------------------------------------------- */

static al_job *job_new(const al_job_options *options, size_t length, uint64_t number)
{
    al_job *job = al_allocate_zero(options->allocator, 1, sizeof *job);
    if (job == NULL)
        return NULL;
    job->number = number;
    job->length = length;
    al_buffer_init(&job->out, options->allocator);
    job->bytes = al_allocate(options->allocator, length, 1);
    if (job->bytes != NULL)
        return job;
    al_release(options->allocator, job);
    return NULL;
}

static size_t size_of(const char *string)
{
    return string != NULL ? strlen(string) + 1 : 0;
}

/* Copy a string to *at, which goes on behind it. */
static const char *copy_string(char **at, const char *string)
{
    if (string == NULL)
        return NULL;
    char *to = memcpy(*at, string, size_of(string));
    *at += size_of(string);
    return to;
}

static size_t given_size(const al_given_text *given)
{
    return size_of(given->source.path) + size_of(given->options.name) +
           size_of(given->options.encoding) + size_of(given->options.format) +
           size_of(given->options.witness) + given->source.length;
}

static al_given_text copy_given(char **at, const al_given_text *given)
{
    al_given_text copy = *given;
    copy.source.path = copy_string(at, given->source.path);
    copy.options.name = copy_string(at, given->options.name);
    copy.options.encoding = copy_string(at, given->options.encoding);
    copy.options.format = copy_string(at, given->options.format);
    copy.options.witness = copy_string(at, given->options.witness);
    copy.source.bytes = *at;
    if (given->source.length > 0)
        memcpy(*at, given->source.bytes, given->source.length);
    *at += given->source.length;
    return copy;
}

al_job *al_job_of_texts(const al_job_options *options, const al_given_text given[2], const char *id,
                        uint64_t number)
{
    char counted[24];
    snprintf(counted, sizeof counted, "%" PRIu64, number);
    if (id == NULL)
        id = counted;
    size_t size = size_of(id) + given_size(&given[0]) + given_size(&given[1]);
    al_job *job = job_new(options, size, number);
    if (job == NULL)
        return NULL;
    char *at = job->bytes;
    job->id = copy_string(&at, id);
    for (int side = 0; side < 2; side++)
        job->given[side] = copy_given(&at, &given[side]);
    assert(at == job->bytes + size);
    return job;
}

al_job *al_job_of_line(const al_job_options *options, const char *bytes, size_t length,
                       const char *name, uint64_t line, uint64_t number)
{
    bool too_long = length > options->line_bytes; /* its bytes are not wanted then */
    al_job *job = job_new(options, too_long ? 0 : length, number);
    if (job == NULL)
        return NULL;
    job->place = (al_line_place){name, line};
    if (too_long)
        job->status = al_fail_at(&job->error, ALMOST_ERROR_LIMIT, name, 0, line, 0,
                                 "is longer than the limit of %" PRIu64
                                 " bytes for a line; put the texts into files",
                                 options->line_bytes);
    else if (length > 0)
        memcpy(job->bytes, bytes, length);
    return job;
}

static void put_texts_back(al_job *job, const al_job_options *options)
{
    for (int side = 0; side < 2; side++) {
        al_shelf_put_back(options->shelf, job->texts[side]);
        job->texts[side] = NULL;
    }
}

void al_job_free(al_job *job, const al_job_options *options)
{
    if (job == NULL)
        return;
    almost_comparison_free(job->comparison);
    put_texts_back(job, options);
    al_pair_line_release(&job->read, options->allocator);
    al_buffer_release(&job->out);
    al_release(options->allocator, job->bytes);
    al_release(options->allocator, job);
}

/* --- Run ------------------------------------------------------------------ */

static almost_status read_line(al_job *job, const al_job_options *options)
{
    if (job->place.name == NULL)
        return ALMOST_OK;
    al_line_source source = {job->bytes, job->length, job->place};
    al_pair_line_read(&job->read, &source, options->allocator, &job->error);
    memcpy(job->given, job->read.texts, sizeof job->given);
    job->id = job->read.id;
    al_release(options->allocator, job->bytes); /* the tree has all of it */
    job->bytes = NULL;
    return job->read.status;
}

/* The environment of a step: it may take what is left of the time of its pair. */
static almost_environment in_time(const al_job *job, const al_job_options *options)
{
    almost_environment environment = options->environment;
    environment.timeout = al_deadline_left(&job->deadline);
    return environment;
}

static almost_status take_text(al_job *job, const al_job_options *options, int side)
{
    const al_given_text *given = &job->given[side];
    almost_text_options reading = al_given_reading(given, &options->reading[side]);
    almost_status status = al_given_check(given, &options->spared, &job->mute, &job->error);
    if (status != ALMOST_OK)
        return status;
    almost_environment environment = in_time(job, options);
    reading.environment = &environment;
    return al_shelf_take(options->shelf, &given->source, &reading, &job->texts[side], &job->error);
}

static almost_status compare(al_job *job, const al_job_options *options)
{
    const al_shelved *original = job->texts[0], *telling = job->texts[1];
    const al_survey *const surveys[2] = {original->survey, telling->survey};
    bool all_asked = options->compare.exact &&
                     (original->text->compared != NULL || telling->text->compared != NULL);
    bool listed = !all_asked && surveys[0] != NULL &&
                  surveys[1] != NULL && /* of what is compared */
                  surveys[0]->list->vocabulary == surveys[1]->list->vocabulary;
    almost_environment environment = in_time(job, options);
    environment.threads = 1; /* the others have pairs of their own */
    almost_compare_options how = options->compare;
    how.environment = &environment;
    almost_status status = al_compare(original->text, telling->text, listed ? surveys : NULL, &how,
                                      &job->comparison, &job->error);
    if (status == ALMOST_OK)
        job->verdict = *almost_comparison_verdict(job->comparison);
    if (status == ALMOST_OK && options->lines)
        job->findings = almost_comparison_findings(job->comparison, options->write.fail_on,
                                                   options->write.allow);
    return status;
}

static int append(void *context, const char *bytes, size_t length)
{
    al_buffer *out = context;
    al_buffer_append(out, bytes, length);
    return out->failed;
}

/* The line of the comparison, or of the error where there is none. MEMORY, TIMEOUT. */
static almost_status write_line(al_job *job, const al_job_options *options)
{
    al_output output;
    if (!al_output_init(&output, options->allocator, append, &job->out))
        return al_fail_memory(&job->error);
    al_clock clock = {.deadline = job->deadline};
    if (job->comparison != NULL) {
        output.clock = &clock;
        al_write_json_line(job->comparison, &options->write, job->id, &output);
    } else {
        al_write_error_line(job->id, &job->error, &output);
    }
    almost_error why;
    almost_status status = al_output_finish(&output, &why);
    al_output_release(&output);
    if (status == ALMOST_OK)
        return ALMOST_OK;
    al_buffer_release(&job->out);
    if (status != ALMOST_ERROR_TIMEOUT) /* the sink is a buffer */
        return al_fail_memory(&job->error);
    job->error = why;
    return status;
}

/* A line that says why there is no comparison; where memory ends for that, too, there is none. */
static void fail(al_job *job, const al_job_options *options)
{
    al_buffer_release(&job->out);
    if (job->id == NULL) {
        snprintf(job->counted, sizeof job->counted, "%" PRIu64, job->place.line);
        job->id = job->counted;
    }
    if (options->lines && !job->mute)
        (void)write_line(job, options);
}

void al_job_run(al_job *job, const al_job_options *options)
{
    assert(job->comparison == NULL);
    job->deadline = al_deadline_in(options->environment.timeout);
    almost_status status = job->status;
    if (status == ALMOST_OK)
        status = read_line(job, options);
    for (int side = 0; side < 2 && status == ALMOST_OK; side++)
        status = take_text(job, options, side);
    if (status == ALMOST_OK)
        status = compare(job, options);
    if (status == ALMOST_OK && options->lines)
        status = write_line(job, options);
    job->status = status;
    if (status != ALMOST_OK || options->lines) {
        almost_comparison_free(job->comparison);
        job->comparison = NULL;
        put_texts_back(job, options);
    }
    if (status != ALMOST_OK)
        fail(job, options);
}
