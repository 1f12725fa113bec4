/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of seeds with one hash. */
#include "reuse/groups.h"

enum {
    ALIKE = 5, /* of 12 letters around: chance pairs fall to a third */
    RUN = 2,   /* or letters that go on: where words were changed no more than a run is alike */
    ALIKE_TO_HUB = 7, /* a hub stands for many */
    TIES = 2,         /* hubs that one seed is tied to */
};

static almost_status pair_all(al_grouping *grouping, almost_error *error)
{
    almost_status status = ALMOST_OK;
    al_grouped *group = grouping->group;
    for (size_t i = 0; i + 1 < grouping->n; i++)
        for (size_t j = i + 1; j < grouping->n && status == ALMOST_OK; j++)
            if (al_seeds_agree(&group[i].seed, &group[j].seed, ALIKE, RUN))
                status = grouping->visit(grouping->context, &group[i], &group[j], error);
    return status;
}

static almost_status hold_against_hubs(al_grouping *grouping, al_grouped *seed, almost_error *error)
{
    int ties = 0;
    almost_status status = ALMOST_OK;
    for (size_t k = 0; k < grouping->n_hubs && ties < TIES && status == ALMOST_OK; k++) {
        if (!al_seeds_agree(&grouping->hubs[k].seed, &seed->seed, ALIKE_TO_HUB, ALIKE_TO_HUB))
            continue;
        status = grouping->visit(grouping->context, &grouping->hubs[k], seed, error);
        ties++;
    }
    if (ties == 0 && grouping->n_hubs < AL_MOST_HUBS)
        grouping->hubs[grouping->n_hubs++] = *seed;
    return status;
}

/* One seed too many for a small group: those that were kept go first. */
static almost_status begin_hubs(al_grouping *grouping, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < grouping->n && status == ALMOST_OK; i++)
        status = hold_against_hubs(grouping, &grouping->group[i], error);
    return status;
}

almost_status al_grouping_end(al_grouping *grouping, almost_error *error)
{
    almost_status status = grouping->n_hubs == 0 ? pair_all(grouping, error) : ALMOST_OK;
    grouping->n = grouping->n_hubs = 0;
    return status;
}

almost_status al_grouping_take(al_grouping *grouping, al_grouped *seed, almost_error *error)
{
    uint64_t hash = al_seed_hash(&seed->seed);
    almost_status status = ALMOST_OK;
    if (grouping->hash != hash)
        status = al_grouping_end(grouping, error);
    grouping->hash = hash;
    if (status == ALMOST_OK && grouping->n == AL_GROUP_SMALL && grouping->n_hubs == 0)
        status = begin_hubs(grouping, error);
    if (status != ALMOST_OK)
        return status;
    if (grouping->n_hubs > 0 || grouping->large)
        return hold_against_hubs(grouping, seed, error);
    grouping->group[grouping->n++] = *seed;
    return ALMOST_OK;
}
