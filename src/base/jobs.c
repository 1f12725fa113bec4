/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jobs stand in a ring, in the order in which they were added: those before
 * `next` are done or being worked on, those behind it wait. Threads take the
 * next one; they are taken from the front, in order.
 *
 * Whoever waits for a job is not woken for each: short ones come to some
 * thousand a second, and as many times a thread that works would be put aside.
 * Half a ring is handed on at a time, while the threads have the other half to
 * work on; what takes longer than a moment is handed on at once.
 */
#include "base/jobs.h"

#include "base/workers.h"

#include <assert.h>
#include <pthread.h>
#include <time.h>

enum { A_WORKER = 8 /* jobs in the ring for each thread */ };

static const long moment = 5000000; /* nanoseconds */

static const uint64_t most_waiting = UINT64_C(16) << 20; /* bytes of jobs */

typedef struct place {
    void *job;
    uint64_t weight;
    bool done;
} place;

struct al_jobs {
    const almost_allocator *allocator;
    al_job_plan plan;
    al_workers *workers;   /* NULL: the caller works */
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t work;   /* there is a job to do, or the end */
    pthread_cond_t done;
    bool closing;
    uint32_t started; /* threads */
    uint64_t waiting; /* bytes */
    place *ring;
    size_t capacity;
    uint64_t front; /* each counts on; modulo the capacity it is a place in the ring */
    uint64_t ready; /* the first job that is not done */
    uint64_t next;
    uint64_t back;
    uint64_t awaited; /* `done` is told when all jobs before this one are done; 0: nobody waits */
};

static place *place_of(al_jobs *jobs, uint64_t number)
{
    return &jobs->ring[number % jobs->capacity];
}

/* --- Working -------------------------------------------------------------- */

/* Do one job; the caller holds the mutex. */
static void work_once(al_jobs *jobs, uint32_t worker)
{
    assert(jobs->ready <= jobs->next && jobs->next < jobs->back);
    place *place = place_of(jobs, jobs->next++);
    pthread_mutex_unlock(&jobs->mutex);
    jobs->plan.run(jobs->plan.context, worker, place->job);
    uint64_t weight = jobs->plan.weight(place->job);
    pthread_mutex_lock(&jobs->mutex);
    jobs->waiting += weight - place->weight; /* may wrap around and back */
    place->weight = weight;
    place->done = true;
    while (jobs->ready < jobs->next && place_of(jobs, jobs->ready)->done)
        jobs->ready++;
    if (jobs->awaited > 0 && jobs->ready >= jobs->awaited)
        pthread_cond_signal(&jobs->done);
}

static void work(void *context)
{
    al_jobs *jobs = context;
    pthread_mutex_lock(&jobs->mutex);
    uint32_t worker = jobs->started++;
    while (!jobs->closing) {
        if (jobs->next < jobs->back)
            work_once(jobs, worker);
        else
            pthread_cond_wait(&jobs->work, &jobs->mutex);
    }
    pthread_mutex_unlock(&jobs->mutex);
}

/* --- Made and released ---------------------------------------------------- */

/* Waiting for a moment is not to be upset by whoever sets the clock. */
static void init_done(al_jobs *jobs)
{
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&jobs->done, &steady);
    pthread_condattr_destroy(&steady);
}

al_jobs *al_jobs_new(const almost_allocator *allocator, const al_job_plan *plan, uint32_t threads)
{
    al_jobs *jobs = al_allocate_zero(allocator, 1, sizeof *jobs);
    size_t capacity = (size_t)threads * A_WORKER;
    place *ring = al_allocate_zero(allocator, capacity, sizeof *ring);
    if (jobs == NULL || ring == NULL) {
        al_release(allocator, jobs);
        al_release(allocator, ring);
        return NULL;
    }
    jobs->allocator = allocator;
    jobs->plan = *plan;
    jobs->ring = ring;
    jobs->capacity = capacity;
    pthread_mutex_init(&jobs->mutex, NULL);
    pthread_cond_init(&jobs->work, NULL);
    init_done(jobs);
    if (threads > 1)
        jobs->workers = al_workers_start(allocator, threads, work, jobs);
    return jobs;
}

void al_jobs_free(al_jobs *jobs)
{
    if (jobs == NULL)
        return;
    pthread_mutex_lock(&jobs->mutex);
    jobs->closing = true;
    pthread_cond_broadcast(&jobs->work);
    pthread_mutex_unlock(&jobs->mutex);
    al_workers_join(jobs->workers);
    for (; jobs->front < jobs->back; jobs->front++)
        jobs->plan.release(jobs->plan.context, place_of(jobs, jobs->front)->job);
    pthread_cond_destroy(&jobs->work);
    pthread_cond_destroy(&jobs->done);
    pthread_mutex_destroy(&jobs->mutex);
    al_release(jobs->allocator, jobs->ring);
    al_release(jobs->allocator, jobs);
}

/* --- In and out ----------------------------------------------------------- */

size_t al_jobs_room(al_jobs *jobs)
{
    pthread_mutex_lock(&jobs->mutex);
    size_t used = (size_t)(jobs->back - jobs->front);
    size_t room = jobs->capacity - used;
    if (used > 0 && jobs->waiting > most_waiting)
        room = 0;
    pthread_mutex_unlock(&jobs->mutex);
    return room;
}

void al_jobs_add(al_jobs *jobs, void *job)
{
    uint64_t weight = jobs->plan.weight(job);
    pthread_mutex_lock(&jobs->mutex);
    assert(jobs->back - jobs->front < jobs->capacity);
    *place_of(jobs, jobs->back++) = (place){job, weight, false};
    jobs->waiting += weight;
    pthread_cond_signal(&jobs->work);
    pthread_mutex_unlock(&jobs->mutex);
}

/* Wait until the job at the front is done, and for a moment until others are, too. */
static void await_front(al_jobs *jobs)
{
    uint64_t some = jobs->front + jobs->capacity / 2;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += moment;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    jobs->awaited = some < jobs->back ? some : jobs->back;
    int woken = 0;
    while (jobs->ready < jobs->awaited && woken == 0)
        woken = pthread_cond_timedwait(&jobs->done, &jobs->mutex, &until);
    jobs->awaited = jobs->front + 1;
    while (jobs->ready < jobs->awaited)
        pthread_cond_wait(&jobs->done, &jobs->mutex);
    jobs->awaited = 0;
}

void *al_jobs_take(al_jobs *jobs)
{
    void *job = NULL;
    pthread_mutex_lock(&jobs->mutex);
    if (jobs->front < jobs->back) {
        place *place = place_of(jobs, jobs->front);
        while (!place->done && jobs->workers == NULL)
            work_once(jobs, 0);
        if (!place->done)
            await_front(jobs);
        assert(place->done && jobs->waiting >= place->weight);
        jobs->waiting -= place->weight;
        jobs->front++;
        job = place->job;
    }
    pthread_mutex_unlock(&jobs->mutex);
    return job;
}
