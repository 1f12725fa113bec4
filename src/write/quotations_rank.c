/* SPDX-License-Identifier: Apache-2.0 */
/* Ranks of quotations; equal ones stay in the order of the account. */
#include "write/quotations_rank.h"

#include "base/memory.h"
#include "base/names.h"

#include <stdlib.h>

enum { MEANING_RANKS = 11 /* touches that are louder than wording */ };

typedef struct ranked {
    uint32_t rank;
    size_t index;
} ranked;

uint32_t al_quotation_touches(const almost_quotations *quotations, size_t index)
{
    uint32_t touches = 0;
    const almost_quotation_source *source;
    for (size_t i = 0; (source = almost_quotations_source(quotations, index, i)) != NULL; i++)
        for (size_t k = 0; k < source->n_changes; k++)
            if (!source->changes[k].honest && source->changes[k].reason != ALMOST_REASON_CAPITAL)
                touches |= source->changes[k].touches;
    return touches;
}

bool al_quotation_fails(const almost_quotation *quotation, uint32_t statuses)
{
    if (statuses == 0)
        statuses = ALMOST_FAILING_STATUSES;
    return statuses >> quotation->status & 1 && !(quotation->notes & ALMOST_NOTE_KNOWN);
}

/* The loudest touch of a quotation, by rank. */
static uint32_t loudest(uint32_t touches)
{
    uint32_t ranks = al_touches_ranked(touches);
    return ranks != 0 ? (uint32_t)__builtin_ctz(ranks) : MEANING_RANKS;
}

/*
 * What was not found is loud where its nearest text has nearly all of it: a `not` is lost there as
 * much as in a longer one.
 */
static bool is_near(const almost_quotations *quotations, size_t index)
{
    const almost_quotation_source *source = almost_quotations_source(quotations, index, 0);
    return source != NULL && source->likeness >= .8;
}

static uint32_t rank_of(const almost_quotations *quotations, size_t index)
{
    static const uint32_t by_status[] = {
        [ALMOST_QUOTATION_NOT_FOUND] = 20,   [ALMOST_QUOTATION_MISATTRIBUTED] = 21,
        [ALMOST_QUOTATION_SPLICED] = 22,     [ALMOST_QUOTATION_ALTERED] = 23,
        [ALMOST_QUOTATION_TYPOGRAPHIC] = 24, [ALMOST_QUOTATION_NOT_CHECKED] = 25,
        [ALMOST_QUOTATION_VERBATIM] = 26};
    const almost_quotation *quotation = &quotations->items[index];
    uint32_t rank = by_status[quotation->status];
    if (!al_quotation_fails(quotation, 0))
        return quotation->notes & ALMOST_NOTE_KNOWN ? rank + 10 : rank;
    if (quotation->status == ALMOST_QUOTATION_NOT_FOUND && !is_near(quotations, index))
        return rank;
    uint32_t touch = loudest(al_quotation_touches(quotations, index));
    return touch < MEANING_RANKS ? touch : rank;
}

static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

size_t *al_quotations_ranked(const almost_quotations *quotations)
{
    size_t n = quotations->n;
    ranked *ranks = al_allocate(quotations->allocator, n, sizeof *ranks);
    size_t *order = al_allocate(quotations->allocator, n, sizeof *order);
    for (size_t i = 0; ranks != NULL && order != NULL && i < n; i++)
        ranks[i] = (ranked){rank_of(quotations, i), i};
    if (ranks != NULL && order != NULL && n > 0)
        qsort(ranks, n, sizeof *ranks, by_rank);
    for (size_t i = 0; ranks != NULL && order != NULL && i < n; i++)
        order[i] = ranks[i].index;
    if (ranks == NULL) {
        al_release(quotations->allocator, order);
        order = NULL;
    }
    al_release(quotations->allocator, ranks);
    return order;
}
