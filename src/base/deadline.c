/* SPDX-License-Identifier: Apache-2.0 */
/* Moments of the steady clock, which nobody sets, and waiting for what is to be read up to one. */
#include "base/deadline.h"

#include "base/error.h"

#include <poll.h>

/* Thirty years: what is beyond would overflow somewhere. */
static const double forever = 1e9;

/* So that what is left is never taken for no deadline. */
static const double least = 1e-9;

al_deadline al_deadline_in(double seconds)
{
    al_deadline deadline = {.set = seconds > 0 && seconds < forever};
    if (!deadline.set)
        return deadline;
    clock_gettime(CLOCK_MONOTONIC, &deadline.at);
    time_t whole = (time_t)seconds;
    deadline.at.tv_sec += whole;
    deadline.at.tv_nsec += (long)((seconds - (double)whole) * 1e9);
    deadline.at.tv_sec += deadline.at.tv_nsec / 1000000000;
    deadline.at.tv_nsec %= 1000000000;
    return deadline;
}

double al_deadline_left(const al_deadline *deadline)
{
    if (!deadline->set)
        return 0;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double left = (double)(deadline->at.tv_sec - now.tv_sec) +
                  (double)(deadline->at.tv_nsec - now.tv_nsec) / 1e9;
    return left > least ? left : least;
}

bool al_deadline_passed(const al_deadline *deadline)
{
    return deadline->set && al_deadline_left(deadline) <= least;
}

bool al_clock_look(al_clock *clock)
{
    if (clock == NULL)
        return false;
    clock->late = clock->late || al_deadline_passed(&clock->deadline);
    return clock->late;
}

almost_status al_clock_fail(const al_clock *clock, almost_error *error)
{
    if (clock == NULL || !clock->late)
        return al_fail_memory(error);
    return al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                   "comparing was not done in time; raise the timeout or compare smaller parts");
}

bool al_deadline_await(const al_deadline *deadline, int descriptor)
{
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    while (deadline->set) {
        double left = al_deadline_left(deadline);
        if (left <= least)
            return false;
        /* whatever poll says but that nothing came, an error too, reading will say better */
        if (poll(&waiting, 1, left < 3600 ? (int)(left * 1000) + 1 : 3600000) > 0)
            return true;
    }
    return true;
}
