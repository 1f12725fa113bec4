/* SPDX-License-Identifier: Apache-2.0 */
/* How far a change of a library is: pace.h. */
#include "library/pace.h"

#include "base/error.h"

/* What is less is not told: steps ask often. */
static const double least_told = .002;

void al_pace_step(al_pace *pace, const char *stage, double to)
{
    pace->stage = stage;
    pace->from = pace->to;
    pace->to = to > pace->from ? to < 1 ? to : 1 : pace->from;
}

almost_status al_pace_tell(al_pace *pace, double part, almost_error *error)
{
    if (pace == NULL || pace->environment == NULL)
        return ALMOST_OK;
    const almost_environment *environment = pace->environment;
    const double share = pace->from + (pace->to - pace->from) * (part < 1 ? part : 1);
    if (share < pace->told + least_told && pace->told >= 0 && share < 1)
        return ALMOST_OK;
    pace->told = share > pace->told ? share : pace->told;
    if (environment->progress(environment->progress_context, pace->stage, pace->told) == 0)
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
}
