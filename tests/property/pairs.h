/* SPDX-License-Identifier: Apache-2.0 */
/* Random small pairs of texts, the same for a seed on every machine. */
#ifndef PAIRS_H
#define PAIRS_H

#include <stddef.h>
#include <stdint.h>

#define PAIR_BYTES 16384
#define PAIR_WORDS 4096 /* no pair has more a side */

/* SplitMix64 (Steele, Lea and Flood 2014): small, seeded, good enough. */
typedef struct random_state {
    uint64_t state;
} random_state;

uint64_t random_next(random_state *random);

/* 0 to below - 1. */
uint32_t random_below(random_state *random, uint32_t below);

typedef struct pair {
    char bytes[2][PAIR_BYTES];
    size_t length[2];
} pair;

/*
 * Up to 40 words a side over an alphabet of 1 to 5, with punctuation and white
 * space of every kind between them; the telling is either independent of the
 * original or made from it by replacing, dropping, adding, misspelling,
 * splitting, joining and moving words.
 */
void pair_make(random_state *random, pair *out);

/* Some 600 to 1,200 words a side over hundreds of words: so that seeds, chains and stretches that
   are walked in step come into play, and still short enough for the quadratic table. */
void pair_make_long(random_state *random, pair *out);

#endif
