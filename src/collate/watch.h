/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may stop the work: the clock, and a caller that is told how far it is. Several threads look
 * at one watch; those that it stops say false, as where memory ends, and who began them says why.
 */
#ifndef AL_WATCH_H
#define AL_WATCH_H

#include "base/deadline.h"
#include "base/must_check.h"

#include <stdatomic.h>

typedef struct al_watch {
    const almost_environment *environment; /* complete */
    al_deadline deadline;
    atomic_int stopped; /* an almost_status; ALMOST_OK: it goes on */
    double from, share; /* where the part in hand begins in all of the work, and how much it is */
} al_watch;

/* What surrounds the work. */
typedef struct al_collating {
    al_watch *watch; /* NULL: nothing stops it */
    uint32_t threads;
    uint64_t most_cells;          /* of a block that is weighed */
    const struct al_fixed *fixed; /* what an editor has decided; NULL: nothing */
} al_collating;

void al_watch_init(al_watch *watch, const almost_environment *environment);

/* What is told from here on is of part `i` of `n`; NULL: of nothing. */
void al_watch_part(al_watch *watch, uint32_t i, uint32_t n);

/* Tell the caller how far the work is, 0 to 1; on its thread only. False: it is to stop. */
AL_MUST_CHECK bool al_watch_tell(al_watch *watch, const char *stage, double share);

/*
 * Whether to stop, asked by any thread between two steps; `more` is about what the last one took,
 * as in al_clock_late(). *work is the thread's own, 0 to begin with. A watch that is NULL never
 * stops.
 */
bool al_watch_stops(al_watch *watch, uint64_t *work, uint64_t more);

/* Why something was stopped: CANCELLED, TIMEOUT, or else MEMORY. */
almost_status al_watch_fail(const al_watch *watch, almost_error *error);

#endif
