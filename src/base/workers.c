/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Starting threads and waiting for them. Signals are blocked in all of them: which
 * thread a signal interrupts is the caller's matter, and none of these is the
 * caller's. If the system gives fewer threads than were asked for, those that
 * there are do the work.
 */
#include "base/workers.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum { most_threads = 1024 };

struct al_workers {
    const almost_allocator *allocator;
    void (*run)(void *context);
    void *context;
    uint32_t n;
    pthread_t threads[];
};

uint32_t al_workers_wanted(const almost_environment *environment)
{
    uint32_t wanted = environment != NULL ? environment->threads : 0;
    if (wanted == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        wanted = cores > 0 && cores < most_threads ? (uint32_t)cores : 1;
    }
    return wanted < most_threads ? wanted : most_threads;
}

static void *begin(void *argument)
{
    al_workers *workers = argument;
    workers->run(workers->context);
    return NULL;
}

al_workers *al_workers_start(const almost_allocator *allocator, uint32_t n,
                             void (*run)(void *context), void *context)
{
    al_workers *workers = al_allocate(allocator, sizeof *workers + n * sizeof(pthread_t), 1);
    sigset_t all, before;
    if (workers == NULL)
        return NULL;
    *workers = (al_workers){.allocator = allocator, .run = run, .context = context};
    sigfillset(&all); /* signals are the matter of the threads that the caller has */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (workers->n < n &&
           pthread_create(&workers->threads[workers->n], NULL, begin, workers) == 0)
        workers->n++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (workers->n > 0)
        return workers;
    al_release(allocator, workers);
    return NULL;
}

void al_workers_join(al_workers *workers)
{
    if (workers == NULL)
        return;
    for (uint32_t i = 0; i < workers->n; i++)
        pthread_join(workers->threads[i], NULL);
    al_release(workers->allocator, workers);
}
