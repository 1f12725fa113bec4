/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A witness: its bytes, cut into tokens without gap or overlap. A token is a word with all that
 * follows it up to the next one, so that the tokens of a witness in a row are its bytes; what
 * stands before the first word belongs to that.
 */
#ifndef AL_WITNESS_H
#define AL_WITNESS_H

#include "words/words.h"

/* Tokens as they were cut, where some of them were made one. */
typedef struct al_witness_pieces {
    uint32_t n;
    uint32_t *starts;   /* as those of a witness */
    uint32_t *forms;    /* likewise */
    al_word_span *json; /* likewise */
    uint32_t *firsts;   /* of each token of the witness: its first piece; and behind them, n */
} al_witness_pieces;

typedef struct al_witness {
    const char *siglum; /* borrowed */
    const char *bytes;  /* borrowed; AL_TEXT_PADDING readable behind */
    uint32_t length;
    uint32_t n;           /* tokens */
    uint32_t *starts;     /* of each token, and behind them the end of the last: n + 1 */
    al_word_span *words;  /* the word of each: what is left without white space around it */
    uint32_t *forms;      /* of each: see spellings.h */
    char *own;            /* where the bytes lie when they are its own; NULL: they are a text's */
    al_word_span *json;   /* of each token: its bytes in a document of JSON; NULL: of a text */
    const uint32_t *cuts; /* where the tokens of each chapter began; NULL: of no chapters */
    uint32_t n_cuts;
    al_witness_pieces pieces; /* all NULL: each token is one */
} al_witness;

/* The bytes of a token. */
static inline al_word_span al_witness_token(const al_witness *witness, uint32_t token)
{
    return (al_word_span){witness->starts[token], witness->starts[token + 1]};
}

/* How many pieces a token is of. */
static inline uint32_t al_witness_count(const al_witness *witness, uint32_t token)
{
    const uint32_t *firsts = witness->pieces.firsts;
    return firsts != NULL ? firsts[token + 1] - firsts[token] : 1;
}

void al_witness_release(al_witness *witness, const almost_allocator *allocator);

#endif
