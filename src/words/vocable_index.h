/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where in a row of vocables one of them stands. The slots of a short row are of
 * 16 bits, so that the index of a text of some thousand words lies in the
 * innermost cache; what they lead to is looked up in the row itself.
 */
#ifndef AL_VOCABLE_INDEX_H
#define AL_VOCABLE_INDEX_H

#include "words/column.h"
#include "words/vocabulary.h"
#include "base/must_check.h"

typedef struct al_vocable_index {
    al_vocable *const *row;
    al_column slots; /* place in the row + 1; 0: free. At most half full */
    uint64_t factor;
    uint32_t shift;
    uint32_t mask;
} al_vocable_index;

/* An empty index with room for the first `most` of a row. False when memory ends. */
AL_MUST_CHECK bool al_vocable_index_init(al_vocable_index *index, const almost_allocator *allocator,
                                         const al_vocabulary *vocabulary, al_vocable *const *row,
                                         uint32_t most);
void al_vocable_index_release(al_vocable_index *index, const almost_allocator *allocator);

/* Enter the first `n` of the row, no two of which are the same. */
void al_vocable_index_enter(al_vocable_index *index, uint32_t n);

/* The slot of a vocable, or the free one where it belongs. */
static inline uint64_t al_vocable_index_slot(const al_vocable_index *index,
                                             const al_vocable *vocable)
{
    uint64_t slot = (uint64_t)(uintptr_t)vocable * index->factor >> index->shift;
    for (uint32_t found; (found = al_column_at(index->slots, slot)) != 0;) {
        if (index->row[found - 1] == vocable)
            break;
        slot = (slot + 1) & index->mask;
    }
    return slot;
}

/* The place of a vocable in the row + 1, or 0. */
static inline uint32_t al_vocable_index_find(const al_vocable_index *index,
                                             const al_vocable *vocable)
{
    return al_column_at(index->slots, al_vocable_index_slot(index, vocable));
}

#endif
