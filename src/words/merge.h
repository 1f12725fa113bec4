/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The distinct words of two lists as one row of forms, and their folds as one
 * row of folds, each in order of first occurrence. Those of the first list keep
 * the numbers that they have there; those of the second are looked up among
 * them. Nothing is read of a vocable but its address.
 */
#ifndef AL_MERGE_H
#define AL_MERGE_H

#include "words/word_list.h"
#include "base/must_check.h"

typedef struct al_merge {
    uint32_t *forms; /* of each distinct word of the second list */
    uint32_t *folds; /* of each of its folds */
    uint32_t n_forms;
    uint32_t n_folds;
} al_merge;

/* Two lists that share a vocabulary. False when memory ends. */
AL_MUST_CHECK bool al_merge_init(al_merge *merge, const almost_allocator *allocator,
                                 const al_word_list *const lists[2]);
void al_merge_release(al_merge *merge, const almost_allocator *allocator);

#endif
