/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Anchors among leftovers: k-grams that are unique among the words without a
 * place, which in the whole texts they need not be. What a run has to be worth
 * follows from how much was looked through, as in moves.c.
 */
#include "match/leftover.h"

#include "base/error.h"

#include <math.h>

/* Words that are looked through: those of the stretches, and a border behind each. */
static float count_places(const al_stretches *stretches)
{
    size_t n = stretches->n;
    for (size_t i = 0; i < stretches->n; i++)
        n += stretches->items[i].end - stretches->items[i].start;
    return (float)n;
}

almost_status al_leftover_anchors(const al_pair *pair, const almost_allocator *allocator,
                                  const al_leftover *left, al_anchors *out, float *search,
                                  almost_error *error)
{
    const al_kgrams *known = left->known;
    const al_stretches *stretches = left->stretches;
    al_kgrams own = {.n_numbers = 0};
    almost_status status = ALMOST_OK;
    if (known == NULL)
        status = al_kgrams_find(pair, allocator, stretches, &own, error);
    if (status != ALMOST_OK)
        return status;
    *search = log2f(count_places(&stretches[0]) + 1) + log2f(count_places(&stretches[1]) + 1);
    status = al_kgrams_seeds(known != NULL ? known : &own, pair, allocator, stretches, out, error);
    al_kgrams_release(&own, allocator);
    if (status != ALMOST_OK)
        return status;
    al_anchors_trace(pair, "seeds", "among what is left", out);
    return al_anchors_claim(pair, allocator, left->taken, out, error);
}

void al_leftover_release(al_leftover *left, const almost_allocator *allocator)
{
    al_release(allocator, left->stretches[0].items);
    al_release(allocator, left->stretches[1].items);
}
