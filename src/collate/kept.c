/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of words, sequence by sequence, so that each column of the table is read once. */
#include "collate/kept.h"

#include "base/error.h"

#include <stdlib.h>

typedef struct sought {
    al_fixed_word word;
    uint32_t number;
} sought;

static int by_sequence(const void *one, const void *other)
{
    const al_fixed_word *a = &((const sought *)one)->word, *b = &((const sought *)other)->word;
    if (a->sequence != b->sequence)
        return a->sequence < b->sequence ? -1 : 1;
    return (a->word > b->word) - (a->word < b->word);
}

/* The rows of the words from `first` on that are of one sequence; the first of the next one. */
static size_t find_rows(const sought *words, size_t first, size_t n, const al_columns *table,
                        uint32_t *rows)
{
    uint32_t sequence = words[first].word.sequence;
    size_t at = first;
    for (uint32_t row = 0; row < table->n; row++) {
        uint32_t word = table->words[(size_t)row * table->n_members + sequence];
        while (at < n && words[at].word.sequence == sequence && words[at].word.word == word)
            rows[words[at++].number] = row;
    }
    while (at < n && words[at].word.sequence == sequence)
        rows[words[at++].number] = UINT32_MAX; /* of no row: cannot be */
    return at;
}

bool al_fixed_rows(const al_fixed *fixed, const al_columns *table, uint32_t *rows)
{
    size_t n = fixed->n_words;
    sought *words = al_allocate(fixed->allocator, n, sizeof *words);
    if (words == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        words[i] = (sought){fixed->words[i], i};
    if (n > 0)
        qsort(words, n, sizeof *words, by_sequence);
    for (size_t at = 0; at < n;)
        at = find_rows(words, at, n, table, rows);
    al_release(fixed->allocator, words);
    return true;
}

static bool holds(const al_fixed *fixed, const uint32_t *rows)
{
    for (size_t i = 0; i < fixed->n_words; i++)
        if (rows[i] != rows[fixed->firsts[fixed->words[i].class]])
            return false;
    for (size_t i = 0; i < fixed->n_apart; i++)
        if (rows[fixed->firsts[fixed->apart[i].one]] == rows[fixed->firsts[fixed->apart[i].other]])
            return false;
    return true;
}

almost_status al_fixed_check(const al_fixed *fixed, const al_columns *table, almost_error *error)
{
    uint32_t *rows = al_allocate(fixed->allocator, fixed->n_words, sizeof *rows);
    almost_status status = ALMOST_OK;
    if (rows == NULL || !al_fixed_rows(fixed, table, rows))
        status = al_fail_memory(error);
    else if (!holds(fixed, rows))
        status = al_fail(error, ALMOST_ERROR_MISMATCH, NULL,
                         "the table does not keep to the decisions: this is a defect; please "
                         "report it");
    al_release(fixed->allocator, rows);
    return status;
}
