/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a quotation and what they are worth: trace_query.h. */
#include "quote/trace_query.h"

#include <assert.h>
#include <math.h>
#include <string.h>

uint64_t al_trace_count(const al_trace_counts *counts, uint64_t key)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < counts->library->n; i++) {
        const al_segment *segment = counts->library->holdings[i].segment;
        count += al_segment_find(segment, key).count;
    }
    return count;
}

double al_trace_bits(const al_trace_counts *counts, uint64_t count)
{
    double bits = count > 0 ? counts->log_words - log2((double)count) : 0;
    return bits > 0 ? bits : 0;
}

/* Forms only: a filter knows no pairs. */
static uint64_t count_form(const al_trace_counts *counts, uint64_t key)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < counts->library->n; i++) {
        const al_segment *segment = counts->library->holdings[i].segment;
        if (al_segment_may_have(segment, key))
            count += al_segment_find(segment, key).count;
    }
    return count;
}

/*
 * A word says less where the word before it foretells it: of two pair words it is worth what is
 * left of it once the first is known.
 */
static void discount(const al_trace_counts *counts, const al_reading *before, al_reading *word)
{
    if (before->count == 0 || word->count == 0)
        return;
    uint64_t both = al_trace_count(counts, al_pair_key(before->key, word->key));
    double bits = both > 0 ? log2((double)before->count / (double)both) : word->bits;
    if (bits < word->bits)
        word->bits = bits > 0 ? bits : 0;
}

void al_query_fill(const al_trace_counts *counts, al_index_words *scanner, const char *bytes,
                   const al_index_word *tokens, uint32_t n, al_query *out)
{
    char letters[AL_INDEX_WORD_ROOM];
    assert(n <= AL_QUERY_WORDS);
    out->n = n;
    out->bits = 0;
    for (uint32_t i = 0; i < n; i++) {
        al_query_word *word = &out->words[i];
        word->token = tokens[i];
        word->own.key = al_index_word_key(scanner, bytes, &tokens[i]);
        for (uint32_t k = 0; k < counts->library->n; k++)
            al_segment_soon(counts->library->holdings[k].segment, word->own.key);
    }
    for (uint32_t i = 0; i < n; i++) {
        al_query_word *word = &out->words[i];
        size_t length = al_index_word_letters(bytes, &tokens[i], letters);
        word->n_letters = (uint32_t)(length < AL_QUERY_LETTERS ? length : AL_QUERY_LETTERS);
        memcpy(word->letters, letters, word->n_letters);
        memset(word->letters + word->n_letters, 0, 16);
        word->n_alternatives = 0;
        word->own.count = count_form(counts, word->own.key);
        word->own.bits = al_trace_bits(counts, word->own.count);
    }
    for (uint32_t i = n; i-- > 1;)
        discount(counts, &out->words[i - 1].own, &out->words[i].own);
    for (uint32_t i = 0; i < n; i++)
        out->bits += out->words[i].own.bits;
}
