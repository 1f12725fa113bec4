/* SPDX-License-Identifier: Apache-2.0 */
/* The first that stops the work is the one that is told. */
#include "collate/watch.h"

#include "base/error.h"

void al_watch_init(al_watch *watch, const almost_environment *environment)
{
    watch->environment = environment;
    watch->from = 0;
    watch->share = 1;
    watch->deadline = al_deadline_in(environment->timeout);
    atomic_init(&watch->stopped, ALMOST_OK);
}

static void stop(al_watch *watch, int why)
{
    int goes_on = ALMOST_OK;
    atomic_compare_exchange_strong(&watch->stopped, &goes_on, why);
}

void al_watch_part(al_watch *watch, uint32_t i, uint32_t n)
{
    if (watch == NULL)
        return;
    watch->from = (double)i / n;
    watch->share = 1.0 / n;
}

bool al_watch_tell(al_watch *watch, const char *stage, double share)
{
    if (watch == NULL)
        return true;
    const almost_environment *environment = watch->environment;
    if (al_deadline_passed(&watch->deadline))
        stop(watch, ALMOST_ERROR_TIMEOUT);
    if (environment->progress != NULL &&
        environment->progress(environment->progress_context, stage,
                              watch->from + share * watch->share) != 0)
        stop(watch, ALMOST_ERROR_CANCELLED);
    return watch->stopped == ALMOST_OK;
}

bool al_watch_stops(al_watch *watch, uint64_t *work, uint64_t more)
{
    enum { ENOUGH = 1 << 16 };
    if (watch == NULL || watch->stopped != ALMOST_OK)
        return watch != NULL;
    if ((*work += more + 1) < ENOUGH)
        return false;
    *work = 0;
    if (al_deadline_passed(&watch->deadline))
        stop(watch, ALMOST_ERROR_TIMEOUT);
    return watch->stopped != ALMOST_OK;
}

almost_status al_watch_fail(const al_watch *watch, almost_error *error)
{
    switch (watch != NULL ? watch->stopped : ALMOST_OK) {
    case ALMOST_ERROR_CANCELLED: return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
    case ALMOST_ERROR_TIMEOUT:
        return al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                       "collating was not done in time; raise the timeout or collate less");
    default: return al_fail_memory(error);
    }
}
