/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jobs stand in a ring, in the order in which they were added: those before
 * `next` are done or being worked on, those behind it wait. Threads take the
 * next one; results are taken from the front, in order. The ring is small, so
 * that a pair that takes long, or whoever is slow to take results, holds up
 * the others before their results fill the memory.
 *
 * Whoever waits for a result is not woken for each: short pairs come to some
 * thousand a second, and as many times a thread that works would be put aside.
 * Half a ring is handed on at a time, while the threads have the other half to
 * work on; what takes longer than a moment is handed on at once.
 */
#include "base/error.h"
#include "base/options.h"
#include "base/workers.h"
#include "batch/job.h"
#include "write/writer.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { a_worker = 8 /* jobs in the ring for each thread */ };

static const long moment = 5000000; /* nanoseconds */

static const uint64_t usual_cache = UINT64_C(128) << 20;
static const uint64_t usual_line = UINT64_C(64) << 20;
static const uint64_t most_vocabulary = UINT64_C(48) << 20;
static const uint64_t most_waiting = UINT64_C(16) << 20; /* bytes of lines, in and out */

struct almost_batch {
    al_job_options options;
    al_workers *workers; /* NULL: the caller works */
    al_job *result;      /* handed out last */
    uint64_t added;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t work;   /* there is a job to take, or the end */
    pthread_cond_t done;
    bool closing;
    uint64_t waiting; /* bytes */
    al_job **ring;
    size_t capacity;
    uint64_t front; /* each counts on; modulo the capacity it is a place in the ring */
    uint64_t ready; /* the first job that is not done */
    uint64_t next;
    uint64_t back;
    uint64_t awaited; /* `done` is told when all jobs before this one are done; 0: nobody waits */
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

static al_job **place(almost_batch *batch, uint64_t number)
{
    return &batch->ring[number % batch->capacity];
}

/* Bytes that a job holds while it is in the ring. */
static uint64_t weight(const al_job *job)
{
    return (job->done ? 0 : job->length) + job->out.capacity;
}

/* --- Working -------------------------------------------------------------- */

/* Take and do one job; the caller holds the mutex. */
static void work_once(almost_batch *batch)
{
    assert(batch->ready <= batch->next && batch->next < batch->back);
    al_job *job = *place(batch, batch->next++);
    uint64_t before = weight(job);
    pthread_mutex_unlock(&batch->mutex);
    al_job_run(job, &batch->options);
    pthread_mutex_lock(&batch->mutex);
    job->done = true;
    batch->waiting += weight(job) - before; /* may wrap around and back */
    while (batch->ready < batch->next && (*place(batch, batch->ready))->done)
        batch->ready++;
    if (batch->awaited > 0 && batch->ready >= batch->awaited)
        pthread_cond_signal(&batch->done);
}

static void work(void *context)
{
    almost_batch *batch = context;
    pthread_mutex_lock(&batch->mutex);
    while (!batch->closing) {
        if (batch->next < batch->back)
            work_once(batch);
        else
            pthread_cond_wait(&batch->work, &batch->mutex);
    }
    pthread_mutex_unlock(&batch->mutex);
}

/* --- Made and released ---------------------------------------------------- */

static al_file_identity identify(const char *path)
{
    struct stat about;
    if (path == NULL ||
        (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &about) : stat(path, &about)) != 0)
        return (al_file_identity){false, 0, 0};
    return (al_file_identity){true, about.st_dev, about.st_ino};
}

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
    to->list = identify(from->lines_path);
    to->output = identify(from->output_path);
    return status;
}

/* Waiting for a moment is not to be upset by whoever sets the clock. */
static void init_done(almost_batch *batch)
{
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&batch->done, &steady);
    pthread_condattr_destroy(&steady);
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
    uint32_t n_workers = al_workers_wanted(&taken.environment);
    almost_batch *batch = al_allocate_zero(allocator, 1, sizeof *batch);
    if (batch == NULL)
        return al_fail_memory(error);
    batch->options = taken;
    batch->options.allocator = allocator;
    batch->options.compare.environment = &batch->options.environment;
    batch->capacity = (size_t)n_workers * a_worker;
    batch->ring = al_allocate_zero(allocator, batch->capacity, sizeof *batch->ring);
    batch->options.shelf = al_shelf_new(
        allocator, batch->options.compare.words,
        complete.cache_bytes > 0 ? complete.cache_bytes : usual_cache, most_vocabulary);
    pthread_mutex_init(&batch->mutex, NULL);
    pthread_cond_init(&batch->work, NULL);
    init_done(batch);
    if (batch->ring == NULL || batch->options.shelf == NULL) {
        almost_batch_free(batch);
        return al_fail_memory(error);
    }
    if (n_workers > 1)
        batch->workers = al_workers_start(allocator, n_workers, work, batch);
    *out = batch;
    return ALMOST_OK;
}

void almost_batch_free(almost_batch *batch)
{
    if (batch == NULL)
        return;
    const almost_allocator *allocator = batch->options.allocator;
    pthread_mutex_lock(&batch->mutex);
    batch->closing = true;
    pthread_cond_broadcast(&batch->work);
    pthread_mutex_unlock(&batch->mutex);
    al_workers_join(batch->workers);
    for (; batch->front < batch->back; batch->front++)
        al_job_free(*place(batch, batch->front), &batch->options);
    al_job_free(batch->result, &batch->options);
    al_shelf_free(batch->options.shelf);
    al_release(allocator, batch->ring);
    pthread_cond_destroy(&batch->work);
    pthread_cond_destroy(&batch->done);
    pthread_mutex_destroy(&batch->mutex);
    al_release(allocator, batch);
}

/* --- In and out ----------------------------------------------------------- */

size_t almost_batch_room(almost_batch *batch)
{
    pthread_mutex_lock(&batch->mutex);
    size_t used = (size_t)(batch->back - batch->front);
    size_t room = batch->capacity - used;
    if (used > 0 && batch->waiting > most_waiting)
        room = 0;
    pthread_mutex_unlock(&batch->mutex);
    return room;
}

static almost_status no_room(almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_LIMIT, NULL, "the batch is full; take a result first");
}

static void enter(almost_batch *batch, al_job *job)
{
    pthread_mutex_lock(&batch->mutex);
    assert(batch->back - batch->front < batch->capacity);
    *place(batch, batch->back++) = job;
    batch->added++;
    batch->waiting += weight(job);
    pthread_cond_signal(&batch->work);
    pthread_mutex_unlock(&batch->mutex);
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

static bool is_blank(const char *bytes, size_t length)
{
    while (length > 0 && (*bytes == ' ' || *bytes == '\t' || *bytes == '\r' || *bytes == '\n')) {
        bytes++;
        length--;
    }
    return length == 0;
}

almost_status almost_batch_add_line(almost_batch *batch, const char *bytes, size_t length,
                                    const char *name, uint64_t line, almost_error *error)
{
    if (is_blank(bytes, length))
        return ALMOST_OK;
    if (almost_batch_room(batch) == 0)
        return no_room(error);
    al_job *job = al_job_of_line(&batch->options, bytes, length, name, line, batch->added + 1);
    if (job == NULL)
        return al_fail_memory(error);
    enter(batch, job);
    return ALMOST_OK;
}

/* Wait until the job at the front is done, and for a moment until others are, too. */
static void await_front(almost_batch *batch)
{
    uint64_t some = batch->front + batch->capacity / 2;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += moment;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    batch->awaited = some < batch->back ? some : batch->back;
    int woken = 0;
    while (batch->ready < batch->awaited && woken == 0)
        woken = pthread_cond_timedwait(&batch->done, &batch->mutex, &until);
    batch->awaited = batch->front + 1;
    while (batch->ready < batch->awaited)
        pthread_cond_wait(&batch->done, &batch->mutex);
    batch->awaited = 0;
}

/* The job at the front when it is done; works, or waits, until it is. */
static al_job *take_front(almost_batch *batch)
{
    al_job *job = NULL;
    pthread_mutex_lock(&batch->mutex);
    if (batch->front < batch->back) {
        job = *place(batch, batch->front);
        while (!job->done && batch->workers == NULL)
            work_once(batch);
        if (!job->done)
            await_front(batch);
        assert(job->done && batch->waiting >= weight(job));
        batch->waiting -= weight(job);
        batch->front++;
    }
    pthread_mutex_unlock(&batch->mutex);
    return job;
}

const almost_batch_result *almost_batch_next(almost_batch *batch)
{
    al_job_free(batch->result, &batch->options);
    al_job *job = batch->result = take_front(batch);
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
