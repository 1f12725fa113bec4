/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Merging two word lists: the second's words are looked up by address in an index
 * of the first's, and what is found keeps the first's number; so with the folds.
 * All rows are of 16 bits, which is why only lists of a limited length are merged.
 */
#include "words/merge.h"

#include "words/vocable_index.h"

#include <string.h>

/* What is needed while two lists are merged. */
typedef struct merging {
    const al_word_list *first;
    const al_word_list *second;
    al_vocable_index index; /* of the first list's spellings */
    uint16_t *found;        /* of each spelling of the second: that of the first + 1, or 0 */
    uint16_t *as_fold;      /* of each spelling of the first + 1: its number as a fold + 1, or 0 */
} merging;

static uint32_t number_forms(const merging *work, uint32_t *forms)
{
    const uint32_t n_first = work->first->n_distinct, n_second = work->second->n_distinct;
    uint32_t n = n_first;
    for (uint32_t i = 0; i < n_second; i++) {
        uint32_t found = work->found[i] - 1u; /* one of the first's words, or a fold that is none */
        bool known = found < n_first;
        forms[i] = known ? found : n;
        n += !known;
    }
    return n;
}

static uint32_t number_folds(const merging *work, uint32_t *folds)
{
    const uint16_t *first = work->first->fold_spellings, *second = work->second->fold_spellings;
    const uint32_t n_first = work->first->n_folds, n_second = work->second->n_folds;
    uint32_t n = n_first;
    for (uint32_t i = 0; i < n_first; i++)
        work->as_fold[first[i] + 1] = (uint16_t)(i + 1);
    for (uint32_t i = 0; i < n_second; i++) {
        uint32_t fold = work->as_fold[work->found[second[i]]];
        folds[i] = fold != 0 ? fold - 1 : n;
        n += fold == 0;
    }
    return n;
}

static bool reserve(merging *work, al_merge *merge, const almost_allocator *allocator)
{
    const al_word_list *first = work->first, *second = work->second;
    size_t numbers = (size_t)second->n_distinct + second->n_folds;
    merge->forms = al_allocate(allocator, numbers, sizeof *merge->forms);
    merge->folds = merge->forms != NULL ? merge->forms + second->n_distinct : NULL;
    work->found = al_allocate_zero(allocator, (size_t)second->n_spellings + first->n_spellings + 1,
                                   sizeof *work->found);
    work->as_fold = work->found != NULL ? work->found + second->n_spellings : NULL;
    return merge->forms != NULL && work->found != NULL &&
           al_vocable_index_init(&work->index, allocator, first->vocabulary, first->vocables,
                                 first->n_spellings);
}

bool al_merge_init(al_merge *merge, const almost_allocator *allocator,
                   const al_word_list *const lists[2])
{
    merging work = {.first = lists[0], .second = lists[1]};
    bool reserved = reserve(&work, merge, allocator);
    if (reserved) {
        al_vocable_index_enter(&work.index, work.first->n_spellings);
        for (uint32_t i = 0; i < work.second->n_spellings; i++)
            work.found[i] = *al_vocable_index_at(&work.index, work.second->vocables[i]);
        merge->n_forms = number_forms(&work, merge->forms);
        merge->n_folds = number_folds(&work, merge->folds);
    } else {
        al_merge_release(merge, allocator);
    }
    al_vocable_index_release(&work.index, allocator);
    al_release(allocator, work.found);
    return reserved;
}

void al_merge_release(al_merge *merge, const almost_allocator *allocator)
{
    al_release(allocator, merge->forms);
    *merge = (al_merge){.forms = NULL};
}
