/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the indexer share: documents to words (indexer.c), words to lists. */
#ifndef AL_INDEX_LISTS_H
#define AL_INDEX_LISTS_H

#include "library/indexer.h"

typedef struct al_indexed_form {
    uint64_t key;
    uint32_t count;
    uint32_t rank; /* below B: a pair word */
} al_indexed_form;

/* The words of a document: positions in a row. */
typedef struct al_index_run {
    uint64_t position;
    uint64_t word; /* of all words */
    uint64_t n;
} al_index_run;

struct al_indexer {
    const almost_allocator *allocator;
    al_segment_maker maker;
    bool making;
    struct al_index_words *tokens;
    uint32_t *table; /* numbers of forms by their keys, UINT32_MAX where free */
    size_t n_slots;
    al_indexed_form *forms;
    size_t forms_capacity;
    uint32_t n_forms;
    uint32_t *words; /* numbers of forms */
    size_t words_capacity;
    uint64_t n_words;
    al_index_run *runs;
    size_t runs_capacity;
    uint32_t n_runs;
};

/* The number of the form of a key, or UINT32_MAX. */
uint32_t al_indexer_form(const al_indexer *indexer, uint64_t key);

#endif
