/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The second builder of forms; see merge.h. The spellings of the second list are found among those
 * of the first, which leads to their forms and folds alike; then columns are copied, front to back.
 */
#include "words/merge.h"

#include "base/error.h"

#include <assert.h>
#include <string.h>

/* What is needed while two lists are merged. */
typedef struct merging {
    const al_word_list *const *lists;
    al_vocable_index index; /* of the first list's spellings */
    uint32_t *found;        /* of each spelling of the second: that of the first + 1, or 0 */
    uint32_t *as_fold;      /* of each spelling of the first + 1: its number as a fold + 1, or 0 */
} merging;

/* Number the distinct words of the second list; returns how many forms there are. */
static uint32_t number_forms(const merging *work, uint32_t *forms)
{
    const uint32_t n_first = work->lists[0]->n_distinct, n_second = work->lists[1]->n_distinct;
    uint32_t n = n_first;
    for (uint32_t i = 0; i < n_second; i++) {
        uint32_t found = work->found[i] - 1; /* one of the first's words, or a fold that is none */
        bool known = found < n_first;
        forms[i] = known ? found : n;
        n += !known;
    }
    return n;
}

/* The same of its folds. */
static uint32_t number_folds(const merging *work, uint32_t *folds)
{
    const al_word_list *first = work->lists[0], *second = work->lists[1];
    const uint32_t n_first = first->n_folds, n_second = second->n_folds;
    uint32_t n = n_first;
    for (uint32_t i = 0; i < n_first; i++)
        work->as_fold[al_column_at(first->fold_spellings, i) + 1] = i + 1;
    for (uint32_t i = 0; i < n_second; i++) {
        uint32_t fold = work->as_fold[work->found[al_column_at(second->fold_spellings, i)]];
        folds[i] = fold != 0 ? fold - 1 : n;
        n += fold == 0;
    }
    return n;
}

/* The forms of the distinct words of a list; `merge` is NULL for the first. */
static void take_distinct(al_forms *forms, int side, const al_word_list *list, uint32_t known,
                          const al_merge *merge)
{
    const al_column counts = list->counts, folds = list->folds;
    al_vocable *const *from = list->vocables;
    for (uint32_t i = 0; i < list->n_distinct; i++) {
        uint32_t number = merge != NULL ? merge->forms[i] : i, fold = al_column_at(folds, i);
        al_form *form = &forms->items[number];
        if (number < known) {
            form->count[side] = al_column_at(counts, i);
            continue;
        }
        forms->vocables[number] = from[i];
        __builtin_prefetch(from[i]); /* nearly all of them will be asked for something */
        *form = (al_form){.bytes = al_vocable_bytes(from[i]),
                          .length = al_word_list_length(list, i),
                          .fold = merge != NULL ? merge->folds[fold] : fold};
        form->count[side] = al_column_at(counts, i);
    }
}

/* The folds of a list, likewise. */
static void take_folds(al_forms *forms, const al_word_list *list, uint32_t known,
                       const uint32_t *numbers)
{
    for (uint32_t i = 0; i < list->n_folds; i++) {
        uint32_t number = numbers != NULL ? numbers[i] : i;
        if (number < known)
            continue;
        al_vocable *vocable = al_word_list_fold(list, i);
        forms->fold_vocables[number] = vocable;
        forms->letters[number] =
            (al_letters){al_vocable_bytes(vocable), al_word_list_fold_length(list, i)};
        forms->letter_counts[number] = list->fold_letters[i];
    }
}

static void number_words(const al_word_list *list, const uint32_t *forms, uint32_t *numbers)
{
    const al_column words = list->words;
    if (forms != NULL)
        for (uint32_t i = 0; i < list->n_words; i++)
            numbers[i] = forms[al_column_at(words, i)];
    else if (list->wide)
        memcpy(numbers, words.wide, list->n_words * sizeof *numbers);
    else
        for (uint32_t i = 0; i < list->n_words; i++)
            numbers[i] = words.narrow[i];
}

/* Find the second list's words among those of the first. False when memory ends. */
static bool find_common(al_forms *forms, const al_word_list *const lists[2], al_merge *merge)
{
    const almost_allocator *allocator = forms->allocator;
    const al_word_list *first = lists[0], *second = lists[1];
    merging work = {.lists = lists};
    size_t numbers = (size_t)second->n_distinct + second->n_folds;
    size_t spellings = (size_t)second->n_spellings + first->n_spellings + 1;
    merge->forms = al_allocate(allocator, numbers, sizeof *merge->forms);
    work.found = al_allocate_zero(allocator, spellings, sizeof *work.found);
    bool found = merge->forms != NULL && work.found != NULL &&
                 al_vocable_index_init(&work.index, allocator, first->vocabulary, first->vocables,
                                       first->n_spellings);
    if (found) {
        merge->folds = merge->forms + second->n_distinct;
        work.as_fold = work.found + second->n_spellings;
        al_vocable_index_enter(&work.index, first->n_spellings);
        for (uint32_t i = 0; i < second->n_spellings; i++)
            work.found[i] = al_vocable_index_find(&work.index, second->vocables[i]);
        forms->n = number_forms(&work, merge->forms);
        forms->n_folds = number_folds(&work, merge->folds);
    }
    al_vocable_index_release(&work.index, allocator);
    al_release(allocator, work.found);
    return found;
}

static bool make_columns(al_forms *forms)
{
    const almost_allocator *allocator = forms->allocator;
    size_t vocables = (size_t)forms->n + forms->n_folds;
    forms->items = al_allocate(allocator, forms->n, sizeof *forms->items);
    forms->vocables = al_allocate(allocator, vocables, sizeof *forms->vocables);
    forms->letters = al_allocate(allocator, forms->n_folds, sizeof *forms->letters);
    forms->letter_counts = al_allocate(allocator, forms->n_folds, sizeof *forms->letter_counts);
    forms->capacity = forms->n;
    if (forms->items == NULL || forms->vocables == NULL || forms->letters == NULL ||
        forms->letter_counts == NULL)
        return false;
    forms->fold_vocables = forms->vocables + forms->n;
    return true;
}

almost_status al_forms_merge(al_forms *forms, const al_word_list *const lists[2],
                             uint32_t *const numbers[2], al_merge *merge, almost_error *error)
{
    assert(forms->n == 0 && lists[0]->vocabulary == lists[1]->vocabulary);
    al_merge found = {NULL, NULL};
    if (!find_common(forms, lists, &found) || !make_columns(forms)) {
        al_merge_release(&found, forms->allocator);
        return al_fail_memory(error);
    }
    forms->vocabulary = lists[0]->vocabulary;
    forms->folded_by = AL_FOLD_EVERYTHING;
    take_distinct(forms, 0, lists[0], 0, NULL);
    take_distinct(forms, 1, lists[1], lists[0]->n_distinct, &found);
    take_folds(forms, lists[0], 0, NULL);
    take_folds(forms, lists[1], lists[0]->n_folds, found.folds);
    number_words(lists[0], NULL, numbers[0]);
    number_words(lists[1], found.forms, numbers[1]);
    *merge = found;
    return ALMOST_OK;
}

void al_merge_release(al_merge *merge, const almost_allocator *allocator)
{
    al_release(allocator, merge->forms);
    *merge = (al_merge){NULL, NULL};
}
