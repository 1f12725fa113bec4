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
    TIES = 2,               /* hubs that one seed is tied to */
    BETWEEN_LOOKS = 1 << 16 /* seeds, after which the clock and the caller are asked */
};

/* A group of any size is held as its first seeds or, when it is large, as its hubs. */
typedef struct grouping {
    almost_reuse *reuse;
    al_spill *pairs;
    al_record group[SMALL];
    size_t n;
    al_record hubs[MOST_HUBS];
    size_t n_hubs; /* 0: the group is small so far */
    uint64_t hash;
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

static almost_status hold_against_hubs(grouping *grouping, const al_record *seed,
                                       almost_error *error)
{
    int ties = 0;
    almost_status status = ALMOST_OK;
    for (size_t k = 0; k < grouping->n_hubs && ties < TIES && status == ALMOST_OK; k++) {
        if (al_seed_agreement(&grouping->hubs[k], seed) < ALIKE_TO_HUB)
            continue;
        status = add_pair(grouping, &grouping->hubs[k], seed, error);
        ties++;
    }
    if (ties == 0 && grouping->n_hubs < MOST_HUBS)
        grouping->hubs[grouping->n_hubs++] = *seed;
    return status;
}

/* One seed too many for a small group: those that were kept go first. */
static almost_status begin_hubs(grouping *grouping, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < grouping->n && status == ALMOST_OK; i++)
        status = hold_against_hubs(grouping, &grouping->group[i], error);
    return status;
}

static almost_status end_group(grouping *grouping, almost_error *error)
{
    almost_status status = grouping->n_hubs == 0 ? pair_all(grouping, error) : ALMOST_OK;
    grouping->n = grouping->n_hubs = 0;
    return status;
}

static almost_status take_seed(grouping *grouping, const al_record *seed, almost_error *error)
{
    almost_status status = ALMOST_OK;
    if (grouping->n > 0 && grouping->hash != al_seed_hash(seed))
        status = end_group(grouping, error);
    grouping->hash = al_seed_hash(seed);
    if (status == ALMOST_OK && grouping->n == SMALL && grouping->n_hubs == 0)
        status = begin_hubs(grouping, error);
    if (status != ALMOST_OK)
        return status;
    if (grouping->n_hubs > 0)
        return hold_against_hubs(grouping, seed, error);
    grouping->group[grouping->n++] = *seed;
    return ALMOST_OK;
}

static almost_status take_seeds(void *context, const al_record *records, size_t n,
                                almost_error *error)
{
    grouping *grouping = context;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        status = take_seed(grouping, &records[i], error);
        if (status == ALMOST_OK && ++grouping->done % BETWEEN_LOOKS == 0)
            status = al_reuse_go_on(grouping->reuse, "pairing places",
                                    .1 + .3 * (double)grouping->done /
                                             (double)al_spill_count(grouping->reuse->seeds),
                                    error);
    }
    return status;
}

almost_status al_reuse_pair(almost_reuse *reuse, al_spill *pairs, almost_error *error)
{
    grouping grouping = {.reuse = reuse, .pairs = pairs};
    almost_status status = al_spill_drain(reuse->seeds, take_seeds, &grouping, error);
    if (status == ALMOST_OK)
        status = end_group(&grouping, error);
    return status;
}
