/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a change of a library is, for whoever watches it, and whether they want it to end. The
 * whole is steps, each of which tells how much of itself is done.
 */
#ifndef AL_PACE_H
#define AL_PACE_H

#include "almost/almost.h"
#include "base/must_check.h"

#include <stdbool.h>

typedef struct al_pace {
    const almost_environment *environment; /* NULL: nobody watches */
    const char *stage;
    double from, to; /* where the step begins and ends in the whole */
    double told;     /* below 0: nothing was */
} al_pace;

static inline al_pace al_pace_of(const almost_environment *environment)
{
    const bool watched = environment != NULL && environment->progress != NULL;
    return (al_pace){watched ? environment : NULL, NULL, 0, 0, -1};
}

/* The next step begins where the last one ended, and ends there. */
void al_pace_step(al_pace *pace, const char *stage, double to);

/* So much of the step is done; `pace` may be NULL. CANCELLED: they want it to end. */
AL_MUST_CHECK almost_status al_pace_tell(al_pace *pace, double part, almost_error *error);

#endif
