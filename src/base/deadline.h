/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long something may take: a moment of the clock that nobody sets. Whoever
 * works looks at it between two steps; whoever waits asks how long it may.
 */
#ifndef AL_DEADLINE_H
#define AL_DEADLINE_H

#include "almost/almost.h"

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

/*
 * The clock of work that is done by many functions, on one thread. Those that are told to stop by
 * false, as where memory ends, need not tell which it was: whoever began says so.
 */
typedef struct al_clock {
    al_deadline deadline;
    bool late;     /* once the deadline passed, forever */
    uint64_t work; /* since it was last looked at */
} al_clock;

/* Whether it is late, by the clock. NULL is a clock without a deadline. */
bool al_clock_look(al_clock *clock);

/*
 * The same between many small steps. `work` is about what the last one took, in words that were
 * looked at: some nanoseconds each, so that the clock is asked some thousand times a second.
 */
static inline bool al_clock_late(al_clock *clock, uint64_t work)
{
    enum { enough = 1 << 16 };
    if (clock == NULL || (clock->work += work + 1) < enough)
        return clock != NULL && clock->late;
    clock->work = 0;
    return al_clock_look(clock);
}

/* Say why something was stopped: it is late, or else memory has ended. */
almost_status al_clock_fail(const al_clock *clock, almost_error *error);

#endif
