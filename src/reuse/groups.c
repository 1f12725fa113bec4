/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of seeds with one hash, and the pairs of a corpus by them. */
#include "reuse/groups.h"

#include "base/error.h"
#include "reuse/corpus.h"

enum {
    NOWHERE = -1, /* which document it is was not asked yet */
    ALIKE = 5,    /* of 12 letters around: chance pairs fall to a third */
    RUN = 2,      /* or letters that go on: where words were changed no more than a run is alike */
    ALIKE_TO_HUB = 7,       /* a hub stands for many */
    TIES = 2,               /* hubs that one seed is tied to */
    BETWEEN_LOOKS = 1 << 16 /* seeds, after which the clock and the caller are asked */
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

/* --- Of a corpus ---------------------------------------------------------- */

typedef struct pairing {
    almost_reuse *reuse;
    al_grouping grouping;
    uint64_t done; /* seeds */
    uint64_t told; /* of these, those that may have been saved */
} pairing;

/* Where a seed stands, once that is asked: most are alone in their group. */
static void place(const almost_reuse *reuse, al_grouped *seed)
{
    uint64_t letter = al_seed_position(&seed->seed);
    if (seed->document != NOWHERE)
        return;
    seed->document = al_reuse_document_at(reuse, letter - 1);
    seed->letter = (uint32_t)(letter - reuse->documents[seed->document].first_letter);
}

static almost_status add_pair(void *context, al_grouped *first, al_grouped *second,
                              almost_error *error)
{
    const pairing *pairing = context;
    const almost_reuse *reuse = pairing->reuse;
    place(reuse, first);
    place(reuse, second);
    if (first->document == second->document)
        return ALMOST_OK;
    return al_spill_add(reuse->pairs,
                        al_pair_record((uint32_t)first->document, (uint32_t)second->document,
                                       first->letter, second->letter),
                        error);
}

static almost_status take_seeds(void *context, const al_record *records, size_t n,
                                almost_error *error)
{
    pairing *pairing = context;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        al_grouped seed = {.seed = records[i], .document = NOWHERE};
        status = al_grouping_take(&pairing->grouping, &seed, error);
        if (status == ALMOST_OK && ++pairing->done % BETWEEN_LOOKS == 0)
            status = al_reuse_go_on(pairing->reuse, "pairing places",
                                    .55 + .2 * (double)pairing->done /
                                              (double)al_spill_count(pairing->reuse->seeds),
                                    error);
    }
    return status;
}

/* Groups end where a part does: what they left can be saved there. */
static almost_status end_part(void *context, uint32_t part, almost_error *error)
{
    pairing *pairing = context;
    almost_reuse *reuse = pairing->reuse;
    almost_status status = al_grouping_end(&pairing->grouping, error);
    uint64_t bytes = (pairing->done - pairing->told) * sizeof(al_record);
    pairing->told = pairing->done;
    if (status == ALMOST_OK && al_kept_is_due(reuse, bytes))
        status = al_kept_save(reuse, AL_PAIRING, part, error);
    return status;
}

almost_status al_reuse_pair(almost_reuse *reuse, almost_error *error)
{
    pairing pairing = {.reuse = reuse, .grouping = {.visit = add_pair}};
    pairing.grouping.context = &pairing;
    return al_spill_drain_from(reuse->seeds, reuse->kept.part, take_seeds, end_part, &pairing,
                               error);
}
