/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passages that tell the same in other words: ranges of words on either side
 * that share more stems than chance would make them. Words are numbers here;
 * what a stem is, and how common, is said by the caller.
 *
 *   grid of shared rare stems -> seeds -> ranges, refined in turns -> order
 *         -> significance -> overlaps -> summaries
 */
#ifndef AL_REWORD_H
#define AL_REWORD_H

#include "base/memory.h"
#include "base/range.h"
#include "base/must_check.h"
#include "words/breaks.h"

/* One text. `breaks` has n + 1 entries, the last for the end of the text. */
typedef struct al_reword_side {
    const uint32_t *stems; /* number of each word's stem */
    const uint8_t *breaks; /* al_break before each word */
    const uint8_t *closed; /* words that are spoken for, a byte each; NULL: none */
    uint32_t n;
} al_reword_side;

typedef struct al_reword_pair {
    al_reword_side sides[2];
    double area; /* words of one text times words of the other, those that are not searched too */
    uint32_t n_stems;
    const float *background; /* share of each stem in its language; 0 where it is not known */
    bool known_language;     /* whether `background` says anything */
    const uint32_t *line;    /* of each word of side 1 the word of side 0 beside which the alignment
                                leads; NULL: unknown */
} al_reword_pair;

typedef struct al_reword_options {
    const almost_allocator *allocator;
    double expected; /* passages with more by chance are not reported */
    bool one_kind;   /* a pair holds one kind of reuse, and a summary is one of the whole source */
    struct al_clock *clock; /* NULL: there is no deadline */
    int short_side;         /* of a pair of one kind: the side that may sum up the other */
} al_reword_options;

/* A passage, by its words. Passages share no word on either side, summaries apart. */
typedef struct al_reworded {
    al_words_range words;
    float bits;     /* calibrated: expected is area * 2^-bits */
    float kept;     /* share of its words that chance does not explain, about */
    int8_t summary; /* the side that tells the other one shortly; -1: none */
} al_reworded;

/*
 * Find the passages; *out, the caller's to release, is ordered by side 1.
 * *whole is cleared when the search was cut short to stay linear.
 * Errors: MEMORY, TIMEOUT.
 */
AL_MUST_CHECK almost_status al_reword_find(const al_reword_pair *pair,
                                           const al_reword_options *options, al_reworded **out,
                                           size_t *n, bool *whole, almost_error *error);

#endif
