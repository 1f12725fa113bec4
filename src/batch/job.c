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
#include "text/text.h"
#include "base/output.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The JSON of a comparison on its way into one line, behind the id. */
typedef struct line_sink {
    al_job *job;
    bool begun;
} line_sink;

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

static size_t source_size(const almost_source *source)
{
    return size_of(source->path) + size_of(source->name) + size_of(source->encoding) +
           source->length;
}

static almost_source copy_source(char **at, const almost_source *source)
{
    almost_source copy = {.length = source->length};
    copy.path = copy_string(at, source->path);
    copy.name = copy_string(at, source->name);
    copy.encoding = copy_string(at, source->encoding);
    copy.bytes = *at;
    if (source->length > 0)
        memcpy(*at, source->bytes, source->length);
    *at += source->length;
    return copy;
}

al_job *al_job_of_pair(const al_job_options *options, const almost_pair *pair, uint64_t number)
{
    char counted[24];
    almost_pair given = *pair;
    snprintf(counted, sizeof counted, "%" PRIu64, number);
    if (given.id == NULL)
        given.id = counted;
    size_t size = size_of(given.id) + source_size(&given.original) + source_size(&given.telling);
    al_job *job = job_new(options, size, number);
    if (job == NULL)
        return NULL;
    char *at = job->bytes;
    job->pair.id = job->id = copy_string(&at, given.id);
    job->pair.original = copy_source(&at, &given.original);
    job->pair.telling = copy_source(&at, &given.telling);
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
    job->name = name;
    job->line = line;
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
    if (job->name == NULL)
        return ALMOST_OK;
    al_line_source source = {job->bytes, job->length, job->name, job->line};
    almost_status status = al_pair_line_read(&job->read, &source, options->allocator, &job->error);
    job->pair = job->read.pair;
    job->id = job->read.id;
    al_release(options->allocator, job->bytes); /* the tree has all of it */
    job->bytes = NULL;
    return status;
}

static almost_status take_text(al_job *job, const al_job_options *options, int side)
{
    const almost_source *source = side == 0 ? &job->pair.original : &job->pair.telling;
    almost_text_options reading;
    almost_text_options_init(&reading);
    reading.environment = &options->environment;
    reading.name = source->name;
    reading.encoding = source->encoding != NULL ? source->encoding : options->encodings[side];
    return al_shelf_take(options->shelf, source, &reading, &job->texts[side], &job->error);
}

static almost_status compare(al_job *job, const al_job_options *options)
{
    const al_shelved *original = job->texts[0], *telling = job->texts[1];
    const al_survey *const surveys[2] = {original->survey, telling->survey};
    bool listed = surveys[0] != NULL && surveys[1] != NULL &&
                  surveys[0]->list->vocabulary == surveys[1]->list->vocabulary;
    almost_status status = al_compare(original->text, telling->text, listed ? surveys : NULL,
                                      &options->compare, &job->comparison, &job->error);
    if (status == ALMOST_OK)
        job->verdict = *almost_comparison_verdict(job->comparison);
    return status;
}

/* Line breaks stand between members only: in strings they are escapes. */
static int put_on_line(void *context, const char *bytes, size_t length)
{
    line_sink *sink = context;
    al_buffer *out = &sink->job->out;
    const char *end = bytes + length;
    al_buffer_reserve(out, length + strlen(sink->job->id) + sizeof "{\"id\":,\n");
    if (!sink->begun && length > 0) {
        al_buffer_append_text(out, "{\"id\":");
        al_buffer_append_text(out, sink->job->id);
        al_buffer_append_text(out, ",");
        sink->begun = true;
        bytes++; /* the brace */
    }
    while (bytes < end) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        const char *stop = newline != NULL ? newline : end;
        al_buffer_append(out, bytes, (size_t)(stop - bytes));
        bytes = newline != NULL ? newline + 1 : end;
    }
    return out->failed;
}

static almost_status write_line(al_job *job, const al_job_options *options)
{
    line_sink sink = {job, false};
    almost_status status =
        almost_write(job->comparison, &options->write, put_on_line, &sink, &job->error);
    if (status == ALMOST_OK)
        al_buffer_append_text(&job->out, "\n");
    return job->out.failed ? al_fail_memory(&job->error) : status;
}

static void write_error(al_job *job, al_output *output)
{
    const almost_error *error = &job->error;
    al_output_text(output, "{\"id\":");
    al_output_text(output, job->id);
    al_output_text(output, ",\"error\":{\"message\":");
    al_output_json(output, error->message, strlen(error->message));
    al_output_text(output, ",\"file\":");
    if (error->file[0] != '\0')
        al_output_json(output, error->file, strlen(error->file));
    else
        al_output_text(output, "null");
    al_output_text(output, ",\"line\":");
    if (error->line > 0)
        al_output_number(output, error->line);
    else
        al_output_text(output, "null");
    al_output_text(output, "}}\n");
}

static int append(void *context, const char *bytes, size_t length)
{
    al_buffer *out = context;
    al_buffer_append(out, bytes, length);
    return out->failed;
}

/* A line that says why there is no comparison; where memory ends for that, too, there is none. */
static void fail(al_job *job, const al_job_options *options)
{
    char counted[24];
    al_output output;
    al_buffer_release(&job->out);
    if (job->id == NULL) {
        snprintf(counted, sizeof counted, "%" PRIu64, job->line);
        al_release(options->allocator, job->bytes);
        job->bytes = al_allocate(options->allocator, sizeof counted, 1);
        if (job->bytes == NULL)
            return;
        job->id = memcpy(job->bytes, counted, sizeof counted);
    }
    if (!options->lines || !al_output_init(&output, options->allocator, append, &job->out))
        return;
    write_error(job, &output);
    if (al_output_finish(&output, NULL) != ALMOST_OK)
        al_buffer_release(&job->out);
    al_output_release(&output);
}

void al_job_run(al_job *job, const al_job_options *options)
{
    assert(!job->done && job->comparison == NULL);
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
