/* SPDX-License-Identifier: Apache-2.0 */
/* Seeds of one hash that somebody else has grouped, and stretches of one document. */
#include "base/error.h"
#include "base/options.h"
#include "reuse/clusters.h"
#include "reuse/groups.h"

struct almost_reuse_pairing {
    const almost_allocator *allocator;
    al_grouping grouping;
    almost_reuse_seed last;
    bool any; /* `last` is one */
    almost_reuse_hit *hits;
    size_t n_hits, capacity;
};

static almost_status put_hit(void *context, al_grouped *first, al_grouped *second,
                             almost_error *error)
{
    almost_reuse_pairing *pairing = context;
    if (first->document == second->document)
        return ALMOST_OK;
    if (!al_grow(pairing->allocator, (void **)&pairing->hits, &pairing->capacity,
                 pairing->n_hits + 1, sizeof *pairing->hits))
        return al_fail_memory(error);
    pairing->hits[pairing->n_hits++] =
        (almost_reuse_hit){{first->document, second->document}, {first->letter, second->letter}};
    return ALMOST_OK;
}

almost_status almost_reuse_pairing_new(const almost_environment *environment, int large,
                                       almost_reuse_pairing **out, almost_error *error)
{
    almost_environment complete;
    almost_status status = al_environment_complete(&complete, environment, error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = al_allocator_of(&complete);
    almost_reuse_pairing *pairing = al_allocate_zero(allocator, 1, sizeof *pairing);
    if (pairing == NULL)
        return al_fail_memory(error);
    pairing->allocator = allocator;
    pairing->grouping = (al_grouping){.visit = put_hit, .context = pairing, .large = large != 0};
    *out = pairing;
    return ALMOST_OK;
}

void almost_reuse_pairing_free(almost_reuse_pairing *pairing)
{
    if (pairing == NULL)
        return;
    al_release(pairing->allocator, pairing->hits);
    al_release(pairing->allocator, pairing);
}

/* Whether a seed may stand before another one. */
static bool in_order(const almost_reuse_seed *first, const almost_reuse_seed *second)
{
    if (first->hash != second->hash)
        return first->hash < second->hash;
    if (first->document != second->document)
        return first->document < second->document;
    return first->letter < second->letter;
}

static al_grouped grouped(const almost_reuse_seed *seed)
{
    return (al_grouped){
        .seed = {seed->hash << 24 | seed->context >> 24, seed->context << AL_SEED_POSITION_BITS},
        .document = seed->document,
        .letter = seed->letter};
}

static almost_status take_seed(almost_reuse_pairing *pairing, const almost_reuse_seed *seed,
                               almost_error *error)
{
    if (seed->hash >> AL_SEED_HASH_BITS != 0 || seed->context >> 48 != 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "there is no such seed");
    if (pairing->any && !in_order(&pairing->last, seed))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "seeds are not sorted by hash, document and letter");
    pairing->last = *seed;
    pairing->any = true;
    al_grouped taken = grouped(seed);
    return al_grouping_take(&pairing->grouping, &taken, error);
}

almost_status almost_reuse_pairing_take(almost_reuse_pairing *pairing,
                                        const almost_reuse_seed *seeds, size_t n,
                                        const almost_reuse_hit **hits, size_t *n_hits,
                                        almost_error *error)
{
    almost_status status = ALMOST_OK;
    pairing->n_hits = 0;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++)
        status = take_seed(pairing, &seeds[i], error);
    if (status == ALMOST_OK && n == 0)
        status = al_grouping_end(&pairing->grouping, error);
    if (status != ALMOST_OK)
        return status;
    *hits = pairing->hits;
    *n_hits = pairing->n_hits;
    return ALMOST_OK;
}

static almost_status pass_over(void *context, al_grouped *first, al_grouped *second,
                               almost_error *error)
{
    (void)context;
    (void)first;
    (void)second;
    (void)error;
    return ALMOST_OK;
}

size_t almost_reuse_hubs(const almost_reuse_seed *seeds, size_t n, uint64_t *hubs)
{
    _Static_assert((int)ALMOST_REUSE_HUBS == AL_MOST_HUBS, "room for all");
    _Static_assert((int)ALMOST_REUSE_SMALL == AL_GROUP_SMALL, "what is not large");
    al_grouping grouping = {.visit = pass_over, .large = true};
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK && grouping.n_hubs < AL_MOST_HUBS; i++) {
        size_t before = grouping.n_hubs;
        al_grouped seed = grouped(&seeds[i]);
        seed.seed.high &= 0xFFFFFF; /* they are of one group */
        status = al_grouping_take(&grouping, &seed, NULL);
        if (grouping.n_hubs > before)
            hubs[before] = i;
    }
    return grouping.n_hubs;
}

/* --- Stretches ----------------------------------------------------------- */

static almost_status check_stretches(const almost_reuse_stretch *stretches, size_t n,
                                     almost_error *error)
{
    if (n >= UINT32_MAX)
        return al_fail(error, ALMOST_ERROR_LIMIT, NULL, "too many stretches at a time");
    for (size_t i = 0; i < n; i++) {
        const almost_reuse_stretch *last = i > 0 ? &stretches[i - 1] : NULL, *here = &stretches[i];
        bool later = last == NULL || last->document < here->document;
        if (!later && last->document == here->document)
            later =
                last->start < here->start || (last->start == here->start && last->end <= here->end);
        if (!later || here->start >= here->end)
            return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                           "stretches are empty, or not sorted by document, start and end");
    }
    return ALMOST_OK;
}

almost_status almost_reuse_unite(const almost_reuse_stretch *stretches, size_t n, uint32_t *heads,
                                 const almost_environment *environment, almost_error *error)
{
    almost_environment complete;
    almost_status status = al_environment_complete(&complete, environment, error);
    if (status == ALMOST_OK)
        status = check_stretches(stretches, n, error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = al_allocator_of(&complete);
    al_stretch *numbered = al_allocate(allocator, n, sizeof *numbered);
    if (numbered == NULL)
        return al_fail_memory(error);
    uint32_t document = 0;
    for (uint32_t i = 0; i < n; i++) {
        document += i > 0 && stretches[i].document != stretches[i - 1].document;
        numbered[i] = (al_stretch){document, stretches[i].start, stretches[i].end, i};
        heads[i] = i;
    }
    al_stretches_unite(numbered, n, heads);
    for (uint32_t i = 0; i < n; i++)
        heads[i] = al_stretch_root(heads, i);
    al_release(allocator, numbered);
    return ALMOST_OK;
}
