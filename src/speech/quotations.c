/* SPDX-License-Identifier: Apache-2.0 */
/* The object and its public accessors; see quotations.h. */
#include "speech/quotations.h"

#include "base/memory.h"

almost_quotations *al_quotations_new(const almost_allocator *allocator, const almost_text *text,
                                     size_t n)
{
    almost_quotations *quotations = al_allocate_zero(allocator, 1, sizeof *quotations);
    if (quotations == NULL)
        return NULL;
    quotations->allocator = allocator;
    quotations->text = text;
    quotations->n = n;
    quotations->items = al_allocate_zero(allocator, n, sizeof *quotations->items);
    if (quotations->items != NULL)
        return quotations;
    almost_quotations_free(quotations);
    return NULL;
}

void almost_quotations_free(almost_quotations *quotations)
{
    if (quotations == NULL)
        return;
    const almost_allocator *allocator = quotations->allocator;
    al_release(allocator, quotations->items);
    al_release(allocator, quotations->names);
    al_release(allocator, quotations->full_names);
    al_release(allocator, quotations->sources);
    al_release(allocator, quotations->first_source);
    al_release(allocator, quotations->changes);
    al_release(allocator, quotations->indirect);
    al_release(allocator, quotations->indirect_changes);
    for (size_t i = 0; quotations->voices != NULL && i < quotations->n_against; i++)
        almost_quotations_free(quotations->voices[i]);
    al_release(allocator, quotations->voices);
    al_release(allocator, quotations->against);
    al_release(allocator, quotations);
}

const almost_text *almost_quotations_text(const almost_quotations *quotations)
{
    return quotations->text;
}

size_t almost_quotations_count(const almost_quotations *quotations)
{
    return quotations->n;
}

const almost_quotation *almost_quotations_at(const almost_quotations *quotations, size_t index)
{
    return index < quotations->n ? &quotations->items[index] : NULL;
}

size_t almost_quotations_indirect_count(const almost_quotations *quotations)
{
    return quotations->n_indirect;
}

const almost_indirect *almost_quotations_indirect(const almost_quotations *quotations, size_t index)
{
    return index < quotations->n_indirect ? &quotations->indirect[index] : NULL;
}

const almost_quotation_source *almost_quotations_source(const almost_quotations *quotations,
                                                        size_t index, size_t source)
{
    if (index >= quotations->n || source >= quotations->items[index].sources)
        return NULL;
    return &quotations->sources[quotations->first_source[index] + source];
}
