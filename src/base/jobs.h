/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jobs that threads do, handed back in the order in which they were added. At most as many are
 * under way as a ring has room for, so that one that takes long, or whoever is slow to take what is
 * done, holds up the others before they fill the memory.
 */
#ifndef AL_JOBS_H
#define AL_JOBS_H

#include "base/memory.h"

typedef struct al_jobs al_jobs;

/* What is done with jobs. Not called with any lock; each job is one thread's at a time. */
typedef struct al_job_plan {
    /* Do it; `worker`, below the number of threads, is another for each thread. */
    void (*run)(void *context, uint32_t worker, void *job);
    void (*release)(void *context, void *job);
    /* Bytes that it holds, before and after it was done: what is waited for is bounded by these. */
    uint64_t (*weight)(const void *job);
    void *context;
} al_job_plan;

/* With one thread the caller does the work, when it asks for a job. NULL: no memory. */
al_jobs *al_jobs_new(const almost_allocator *allocator, const al_job_plan *plan, uint32_t threads);
/* Release all that was added and not taken. NULL is fine. */
void al_jobs_free(al_jobs *jobs);

/* How many jobs may be added now: none when those under way have too many bytes. */
size_t al_jobs_room(al_jobs *jobs);

/* Add a job; there is room for one. It is the ring's until it is taken. */
void al_jobs_add(al_jobs *jobs, void *job);

/* Wait for the job that was added first; it is the caller's. NULL: none is under way. */
void *al_jobs_take(al_jobs *jobs);

#endif
