/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that all run one function, started together and waited for together. */
#ifndef AL_WORKERS_H
#define AL_WORKERS_H

#include "base/memory.h"

typedef struct al_workers al_workers;

/* How many threads the environment asks for: at least 1; one a core where it says 0. */
uint32_t al_workers_wanted(const almost_environment *environment);

/*
 * Start up to `n` threads, each of which runs run(context) once; fewer where
 * the system has no more. NULL when not even one could be started.
 */
al_workers *al_workers_start(const almost_allocator *allocator, uint32_t n,
                             void (*run)(void *context), void *context);

/* Wait until all of them have ended, and release. NULL is fine. */
void al_workers_join(al_workers *workers);

#endif
