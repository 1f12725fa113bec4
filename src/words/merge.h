/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms of two lists of words: their distinct words as one row of forms, and
 * their folds as one row of folds, each in order of first occurrence. Those of
 * the first list keep the numbers that they have there; those of the second are
 * looked up among them. Nothing is read of a vocable but its address.
 */
#ifndef AL_MERGE_H
#define AL_MERGE_H

#include "base/must_check.h"
#include "words/forms.h"
#include "words/word_list.h"

/* Where what stands in the columns of the second list went. */
typedef struct al_merge {
    uint32_t *forms; /* of each distinct word of the second list */
    uint32_t *folds; /* of each of its folds */
} al_merge;

/*
 * Instead of al_forms_add(): number the words of two lists that share a vocabulary and outlive the
 * forms, into numbers[s], which have room for those of lists[s]. The forms are folded by
 * AL_FOLD_EVERYTHING. On success the merge is the caller's to release; MEMORY.
 */
AL_MUST_CHECK almost_status al_forms_merge(al_forms *forms, const al_word_list *const lists[2],
                                           uint32_t *const numbers[2], al_merge *merge,
                                           almost_error *error);
void al_merge_release(al_merge *merge, const almost_allocator *allocator);

#endif
