/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making and releasing the index; looking up is inline in vocable_index.h. An
 * address is multiplied by a seeded odd number, which mixes up no two vocables.
 */
#include "words/vocable_index.h"

bool al_vocable_index_init(al_vocable_index *index, const almost_allocator *allocator,
                           const al_vocabulary *vocabulary, al_vocable *const *row, uint32_t most)
{
    uint32_t bits = 4;
    while (UINT32_C(1) << bits < (uint64_t)most * 2)
        bits++;
    index->row = row;
    index->slots = most <= AL_VOCABLE_INDEX_MOST
                       ? al_allocate_zero(allocator, (size_t)1 << bits, sizeof *index->slots)
                       : NULL;
    index->factor = al_vocabulary_seed(vocabulary) | 1; /* odd: no two vocables are mixed up */
    index->shift = 64 - bits;
    index->mask = (UINT32_C(1) << bits) - 1;
    return index->slots != NULL;
}

void al_vocable_index_release(al_vocable_index *index, const almost_allocator *allocator)
{
    al_release(allocator, index->slots);
    index->slots = NULL;
}
