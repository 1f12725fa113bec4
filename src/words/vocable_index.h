/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where in a row of vocables one of them stands. The slots are of 16 bits, so
 * that the index of a text of some thousand words lies in the innermost cache;
 * what they lead to is looked up in the row itself.
 */
#ifndef AL_VOCABLE_INDEX_H
#define AL_VOCABLE_INDEX_H

#include "words/vocabulary.h"
#include "base/must_check.h"

#define AL_VOCABLE_INDEX_MOST (UINT16_MAX - 1) /* vocables in a row */

typedef struct al_vocable_index {
    al_vocable *const *row;
    uint16_t *slots; /* place in the row + 1; 0: free. At most half full */
    uint64_t factor;
    uint32_t shift;
    uint32_t mask;
} al_vocable_index;

/* An empty index with room for the first `most` of a row. False when memory ends. */
AL_MUST_CHECK bool al_vocable_index_init(al_vocable_index *index, const almost_allocator *allocator,
                                         const al_vocabulary *vocabulary, al_vocable *const *row,
                                         uint32_t most);
void al_vocable_index_release(al_vocable_index *index, const almost_allocator *allocator);

/* The slot of a vocable, or the free one where it belongs. */
static inline uint16_t *al_vocable_index_at(const al_vocable_index *index,
                                            const al_vocable *vocable)
{
    uint64_t place = (uint64_t)(uintptr_t)vocable * index->factor >> index->shift;
    while (index->slots[place] != 0 && index->row[index->slots[place] - 1] != vocable)
        place = (place + 1) & index->mask;
    return &index->slots[place];
}

/* Enter the first `n` of the row, no two of which are the same. */
static inline void al_vocable_index_enter(al_vocable_index *index, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint64_t place = (uint64_t)(uintptr_t)index->row[i] * index->factor >> index->shift;
        while (index->slots[place] != 0)
            place = (place + 1) & index->mask;
        index->slots[place] = (uint16_t)(i + 1);
    }
}

#endif
