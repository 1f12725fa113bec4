/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long something may take: a moment of the clock that nobody sets. Whoever
 * works looks at it between two steps; whoever waits asks how long it may.
 */
#ifndef AL_DEADLINE_H
#define AL_DEADLINE_H

#include <stdbool.h>
#include <time.h>

typedef struct al_deadline {
    bool set; /* else there is all the time of the world */
    struct timespec at;
} al_deadline;

/* So many seconds from now; none for 0, and for more than anybody waits. */
al_deadline al_deadline_in(double seconds);

bool al_deadline_passed(const al_deadline *deadline);

/* The seconds that are left, as an environment has them: 0 without a deadline, and never 0 with
 * one. */
double al_deadline_left(const al_deadline *deadline);

/* Wait until there is something to read. False when the deadline passed before that. */
bool al_deadline_await(const al_deadline *deadline, int descriptor);

#endif
