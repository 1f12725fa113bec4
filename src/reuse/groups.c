/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds with one hash are a group. In a small one all are held against each other; in a large one,
 * of a page that stands everywhere, each against a few hubs alone, so that the work is linear. Hubs
 * are the first ones that nothing before agreed with, and so the same ones for every seed of a
 * page.
 */
#include "base/error.h"
#include "reuse/corpus.h"
#include "reuse/seeds.h"

enum {
    SMALL = 64, /* a ceiling of 16 or 200 finds the same: hubs take over */
    ALIKE = 5,  /* of 12 letters around: chance pairs fall to a third, and no passage is lost */
    ALIKE_TO_HUB = 7, /* a hub stands for many */
    MOST_HUBS = 32,
    TIES = 2 /* hubs that one seed is tied to */
};

typedef struct grouping {
    almost_reuse *reuse;
    al_spill *pairs;
    al_record *group;
    size_t n, capacity;
    uint64_t done; /* seeds */
} grouping;

static almost_status add_pair(grouping *grouping, const al_record *first, const al_record *second,
                              almost_error *error)
{
    const almost_reuse *reuse = grouping->reuse;
    uint64_t a_letter = al_seed_position(first), b_letter = al_seed_position(second);
    uint32_t a = al_reuse_document_at(reuse, a_letter - 1);
    uint32_t b = al_reuse_document_at(reuse, b_letter - 1);
    if (a == b)
        return ALMOST_OK;
    return al_spill_add(grouping->pairs,
                        al_pair_record(a, b,
                                       (uint32_t)(a_letter - reuse->documents[a].first_letter),
                                       (uint32_t)(b_letter - reuse->documents[b].first_letter)),
                        error);
}

static almost_status pair_all(grouping *grouping, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i + 1 < grouping->n; i++)
        for (size_t j = i + 1; j < grouping->n && status == ALMOST_OK; j++)
            if (al_seed_agreement(&grouping->group[i], &grouping->group[j]) >= ALIKE)
                status = add_pair(grouping, &grouping->group[i], &grouping->group[j], error);
    return status;
}

static almost_status pair_with_hubs(grouping *grouping, almost_error *error)
{
    const al_record *hubs[MOST_HUBS];
    size_t n_hubs = 0;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < grouping->n && status == ALMOST_OK; i++) {
        const al_record *seed = &grouping->group[i];
        int ties = 0;
        for (size_t k = 0; k < n_hubs && ties < TIES && status == ALMOST_OK; k++) {
            if (al_seed_agreement(hubs[k], seed) < ALIKE_TO_HUB)
                continue;
            status = add_pair(grouping, hubs[k], seed, error);
            ties++;
        }
        if (ties == 0 && n_hubs < MOST_HUBS)
            hubs[n_hubs++] = seed;
    }
    return status;
}

static almost_status end_group(grouping *grouping, almost_error *error)
{
    almost_status status = ALMOST_OK;
    if (grouping->n > SMALL)
        status = pair_with_hubs(grouping, error);
    else if (grouping->n > 1)
        status = pair_all(grouping, error);
    grouping->n = 0;
    return status;
}

static almost_status take_seeds(void *context, const al_record *records, size_t n,
                                almost_error *error)
{
    grouping *grouping = context;
    almost_reuse *reuse = grouping->reuse;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        if (grouping->n > 0 && al_seed_hash(&grouping->group[0]) != al_seed_hash(&records[i]))
            status = end_group(grouping, error);
        if (!al_grow(reuse->allocator, (void **)&grouping->group, &grouping->capacity,
                     grouping->n + 1, sizeof *grouping->group))
            return al_fail_memory(error);
        grouping->group[grouping->n++] = records[i];
    }
    grouping->done += n;
    if (status != ALMOST_OK)
        return status;
    return al_reuse_go_on(reuse, "pairing places",
                          .1 + .3 * (double)grouping->done / (double)al_spill_count(reuse->seeds),
                          error);
}

almost_status al_reuse_pair(almost_reuse *reuse, al_spill *pairs, almost_error *error)
{
    grouping grouping = {.reuse = reuse, .pairs = pairs};
    almost_status status = al_spill_drain(reuse->seeds, take_seeds, &grouping, error);
    if (status == ALMOST_OK)
        status = end_group(&grouping, error);
    al_release(reuse->allocator, grouping.group);
    return status;
}
