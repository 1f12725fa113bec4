/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows in which sequences differ, and the words that each has: the spellings that stand in one
 * row and are alike, or are linked by others that are (single linkage), are one word.
 */
#ifndef AL_VARYING_H
#define AL_VARYING_H

#include "collate/collation.h"

typedef struct al_varying {
    const almost_collation *collation;
    uint32_t n;        /* sequences */
    uint32_t *numbers; /* of each row of the table: its number among those that vary, or AL_NO_WORD
                        */
    uint32_t n_rows;
    uint32_t *words; /* of number * n + sequence: its word, or AL_NO_WORD; no two rows share one */
    size_t words_room;
    uint32_t n_words;
} al_varying;

/* False when memory ends; there is nothing to release then. */
AL_MUST_CHECK bool al_varying_init(al_varying *varying, const almost_collation *collation,
                                   al_likeness *likeness);
void al_varying_release(al_varying *varying);

/* The form of a sequence's word in a row, or AL_NO_WORD. */
static inline uint32_t al_varying_form(const al_varying *varying, uint32_t row, uint32_t sequence)
{
    const almost_collation *collation = varying->collation;
    uint32_t word = collation->table.words[(size_t)row * varying->n + sequence];
    return word == AL_NO_WORD ? AL_NO_WORD : collation->tradition.sequences[sequence].forms[word];
}

/* The word of a sequence in a row that varies, or AL_NO_WORD. */
static inline uint32_t al_varying_word(const al_varying *varying, uint32_t row, uint32_t sequence)
{
    return varying->words[(size_t)varying->numbers[row] * varying->n + sequence];
}

static inline bool al_varies(const al_varying *varying, uint32_t row)
{
    return varying->numbers[row] != AL_NO_WORD;
}

/*
 * Whether two forms are spellings of one word wherever they stand: a contraction is none, as long
 * words that a short one could be a contraction of are many.
 */
bool al_varying_alike(const al_tradition *tradition, al_likeness *likeness, uint32_t a, uint32_t b);

#endif
