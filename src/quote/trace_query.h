/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A quotation as words of a library: which of them it has, how rare each is, and what a word that
 * it lacks may be a misreading of.
 */
#ifndef AL_TRACE_QUERY_H
#define AL_TRACE_QUERY_H

#include "library/window.h"

enum {
    AL_QUERY_WORDS = 64,       /* of a piece: of longer quotations several are traced */
    AL_QUERY_ALTERNATIVES = 4, /* of a word that is not known */
    AL_QUERY_LETTERS = 64      /* bytes of a word that are looked at when spellings are compared */
};

/* What a word may stand for. */
typedef struct al_reading {
    uint64_t key;
    uint64_t count; /* in the library */
    double bits;
} al_reading;

typedef struct al_query_word {
    al_index_word token;
    al_reading own; /* count 0: the library lacks it */
    al_reading alternatives[AL_QUERY_ALTERNATIVES];
    uint32_t n_alternatives;
    uint32_t n_letters; /* bytes, at most AL_QUERY_LETTERS */
    char letters[AL_QUERY_LETTERS + 16];
} al_query_word;

typedef struct al_query {
    uint32_t n;
    double bits; /* of all known words: Q */
    al_query_word words[AL_QUERY_WORDS];
} al_query;

/* Segments and the words in all of them. */
typedef struct al_trace_counts {
    const almost_library *library;
    double log_words; /* log2 */
} al_trace_counts;

/* The occurrences of a key in all segments. */
uint64_t al_trace_count(const al_trace_counts *counts, uint64_t key);

/* -log2 of the share of a form that occurs so often. */
double al_trace_bits(const al_trace_counts *counts, uint64_t count);

/*
 * Fill a query with n words of a text: tokens are in bytes of `bytes`, behind which 16 are
 * readable. `scanner` knows keys.
 */
void al_query_fill(const al_trace_counts *counts, al_index_words *scanner, const char *bytes,
                   const al_index_word *tokens, uint32_t n, al_query *out);

/* Room for guessing. NULL when memory ends; to be released. */
typedef struct al_guesses al_guesses;
al_guesses *al_guesses_new(const almost_allocator *allocator);

/* What the words that are not known may be: trace_variants.c. */
void al_query_guess(const al_trace_counts *counts, al_guesses *room, al_query *query);

/*
 * What the rare words that are known may be: a library that is misread itself has words that are
 * none. After al_query_guess(), once.
 */
void al_query_doubt(const al_trace_counts *counts, al_guesses *room, al_query *query);

#endif
