/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a caller may ask of a comparison. Everything was worked out when it was
 * made; nothing here computes or allocates, so that any number of threads may
 * ask at once.
 */
#include "compare/comparison.h"

#include "base/options.h"
#include "compare/by_chapter.h"

#include <string.h>

void almost_comparison_free(almost_comparison *comparison)
{
    if (comparison == NULL)
        return;
    const almost_allocator *allocator = comparison->allocator;
    al_release(allocator, comparison->changes);
    al_release(allocator, comparison->groups);
    al_release(allocator, comparison->passages);
    al_release(allocator, comparison->taken);
    al_release(allocator, comparison->approximations);
    al_release(allocator, comparison->claims);
    al_release(allocator, comparison->said);
    al_release(allocator, comparison->said_names);
    al_by_chapter_free(allocator, comparison->chapters);
    al_release(allocator, comparison);
}

const almost_verdict *almost_comparison_verdict(const almost_comparison *comparison)
{
    return &comparison->verdict;
}

const char *almost_comparison_sentence(const almost_comparison *comparison)
{
    return comparison->sentence;
}

const almost_statistics *almost_comparison_statistics(const almost_comparison *comparison)
{
    return &comparison->statistics;
}

size_t almost_comparison_passages(const almost_comparison *comparison)
{
    return comparison->n_passages;
}

const almost_passage *almost_comparison_passage(const almost_comparison *comparison, size_t index)
{
    return index < comparison->n_passages ? &comparison->passages[index] : NULL;
}

size_t almost_comparison_changes(const almost_comparison *comparison)
{
    return comparison->n_changes;
}

int almost_comparison_change_sized(const almost_comparison *comparison, size_t index,
                                   almost_change *change, size_t size)
{
    if (index >= comparison->n_changes)
        return 0;
    const al_change *compact = &comparison->changes[index];
    almost_change whole;
    memset(&whole, 0, sizeof whole); /* nothing of the stack leaves in its padding */
    whole.id = index + 1;
    whole.passage = compact->passage;
    whole.kind = (almost_change_kind)compact->kind;
    whole.touches = compact->touches;
    whole.original = (almost_span){compact->original.start, compact->original.end};
    whole.telling = (almost_span){compact->telling.start, compact->telling.end};
    whole.weight = compact->weight / 100.0;
    whole.group = compact->group;
    whole.label = compact->label;
    al_result_fill(change, size, &whole, sizeof whole);
    return 1;
}

size_t almost_comparison_claims(const almost_comparison *comparison)
{
    return comparison->n_claims;
}

const almost_claim *almost_comparison_claim(const almost_comparison *comparison, size_t index)
{
    return index < comparison->n_claims ? &comparison->claims[index] : NULL;
}

size_t almost_comparison_approximations(const almost_comparison *comparison)
{
    return comparison->n_approximations;
}

const almost_approximation *almost_comparison_approximation(const almost_comparison *comparison,
                                                            size_t index)
{
    return index < comparison->n_approximations ? &comparison->approximations[index] : NULL;
}
