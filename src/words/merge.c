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

/* What becomes of the rows of one list; those of the first keep their numbers. */
typedef struct taking {
    const al_word_list *list;
    int side;
    uint32_t known_forms; /* that the lists before have, too */
    uint32_t known_folds;
    const uint32_t *forms; /* of each row; NULL for the first list */
    const uint32_t *folds;
} taking;

/* The forms of the distinct words of a list. Compiled for either width. */
static inline __attribute__((always_inline)) void take_distinct(al_forms *forms, const taking *from,
                                                                bool wide)
{
    const al_word_list *list = from->list;
    const uint32_t n = list->n_distinct, known = from->known_forms;
    const uint32_t *numbers = from->forms, *folds = from->folds;
    const al_column counts = al_column_as(list->counts, wide);
    const al_column own_folds = al_column_as(list->folds, wide);
    al_vocable *const *vocables = list->vocables;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = numbers != NULL ? numbers[i] : i;
        al_form *form = &forms->items[number];
        if (number < known) {
            form->count[from->side] = al_column_at(counts, i);
            continue;
        }
        uint32_t fold = al_column_at(own_folds, i);
        forms->vocables[number] = vocables[i];
        __builtin_prefetch(vocables[i]); /* nearly all of them will be asked for something */
        *form = (al_form){.bytes = al_vocable_bytes(vocables[i]),
                          .length = al_word_list_length(list, i),
                          .fold = folds != NULL ? folds[fold] : fold};
        form->count[from->side] = al_column_at(counts, i);
    }
}

/* The folds of a list, likewise. */
static inline __attribute__((always_inline)) void take_folds(al_forms *forms, const taking *from,
                                                             bool wide)
{
    const al_word_list *list = from->list;
    const uint32_t n = list->n_folds, known = from->known_folds, *numbers = from->folds;
    const al_column spellings = al_column_as(list->fold_spellings, wide);
    const uint8_t *counts = list->fold_letters;
    al_vocable **vocables = forms->fold_vocables;
    al_letters *letters = forms->letters;
    uint8_t *letter_counts = forms->letter_counts;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = numbers != NULL ? numbers[i] : i;
        if (number < known)
            continue;
        al_vocable *vocable = list->vocables[al_column_at(spellings, i)];
        vocables[number] = vocable;
        letters[number] =
            (al_letters){al_vocable_bytes(vocable), al_word_list_fold_length(list, i)};
        letter_counts[number] = counts[i];
    }
}

static void take_rows(al_forms *forms, const taking *from)
{
    if (from->list->wide) {
        take_distinct(forms, from, true);
        take_folds(forms, from, true);
    } else {
        take_distinct(forms, from, false);
        take_folds(forms, from, false);
    }
}

static void number_words(const taking *from, uint32_t *numbers)
{
    const al_word_list *list = from->list;
    const uint32_t n = list->n_words, *forms = from->forms;
    if (list->wide && forms == NULL)
        memcpy(numbers, list->words.wide, n * sizeof *numbers);
    else if (list->wide)
        for (uint32_t i = 0; i < n; i++)
            numbers[i] = forms[list->words.wide[i]];
    else if (forms == NULL)
        for (uint32_t i = 0; i < n; i++)
            numbers[i] = list->words.narrow[i];
    else
        for (uint32_t i = 0; i < n; i++)
            numbers[i] = forms[list->words.narrow[i]];
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
    const taking from[2] = {
        {.list = lists[0]},
        {lists[1], 1, lists[0]->n_distinct, lists[0]->n_folds, found.forms, found.folds},
    };
    for (int side = 0; side < 2; side++) {
        take_rows(forms, &from[side]);
        number_words(&from[side], numbers[side]);
    }
    *merge = found;
    return ALMOST_OK;
}

void al_merge_release(al_merge *merge, const almost_allocator *allocator)
{
    al_release(allocator, merge->forms);
    *merge = (al_merge){NULL, NULL};
}
