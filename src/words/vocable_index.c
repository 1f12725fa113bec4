/* SPDX-License-Identifier: Apache-2.0 */
/* Making an index; see vocable_index.h. Open addressing with the vocable's address for a key. */
#include "words/vocable_index.h"

#include <assert.h>

bool al_vocable_index_init(al_vocable_index *index, const almost_allocator *allocator,
                           const al_vocabulary *vocabulary, al_vocable *const *row, uint32_t most)
{
    assert(most <= INT32_MAX);
    bool wide = most >= UINT16_MAX;
    uint32_t bits = 4;
    while (UINT64_C(1) << bits < (uint64_t)most * 2)
        bits++;
    void *slots = al_allocate_zero(allocator, (size_t)1 << bits, al_column_width(wide));
    index->row = row;
    index->slots = al_column_of(slots, wide);
    /* Odd, so that no two vocables are mixed up, and large whatever the seed, so that they spread.
     */
    index->factor = (al_vocabulary_seed(vocabulary) | 1) * UINT64_C(0x9E3779B97F4A7C15);
    index->shift = 64 - bits;
    index->mask = (uint32_t)((UINT64_C(1) << bits) - 1);
    return slots != NULL;
}

void al_vocable_index_release(al_vocable_index *index, const almost_allocator *allocator)
{
    al_release(allocator, al_column_rows(index->slots));
    index->slots = (al_column){NULL, NULL};
}

void al_vocable_index_enter(al_vocable_index *index, uint32_t n)
{
    const al_column slots = index->slots;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t slot = (uint64_t)(uintptr_t)index->row[i] * index->factor >> index->shift;
        while (al_column_at(slots, slot) != 0)
            slot = (slot + 1) & index->mask;
        al_column_put(slots, slot, i + 1);
    }
}
