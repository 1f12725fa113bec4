/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one side of a change holds: its negations, modals, numbers and names,
 * counted, and the rest of its words as a hash. Two sides touch what their
 * tallies differ in.
 */
#ifndef AL_TALLY_H
#define AL_TALLY_H

#include "meaning/capitals.h"

#define AL_TALLY_NUMBERS 48
#define AL_TALLY_CHOICES 4
#define AL_TALLY_MODALS 32

typedef struct al_tally {
    uint64_t words; /* hash of all words in order, contractions expanded, numbers by value */
    uint64_t rest;  /* hash of the words that are none of the following, in order; 0 where the
                       two were only to be counted */
    uint64_t names; /* sum of hashes */
    uint64_t codes; /* of all numbers, sum of hashes */
    uint32_t n_words;
    uint32_t n_rest;
    uint32_t n_function; /* of these, words of the lexicon */
    uint32_t n_names;
    uint32_t n_numbers;
    uint32_t negations; /* that stand alone */
    uint32_t openings;
    uint32_t closings;
    uint32_t nearly;
    uint32_t n_modals;
    uint32_t n_choices;
    uint32_t choices[AL_TALLY_CHOICES];  /* 'd and 'll: masks of modals, one of which each is */
    int32_t modals[AL_TALLY_MODALS];     /* occurrences of each group; only set up by the first */
    al_number numbers[AL_TALLY_NUMBERS]; /* the first ones */
} al_tally;

/* Counts: the words of the two sides, and what a tally has to know of them. */
typedef struct al_tallier {
    const al_side *sides;
    al_classes *classes;
    al_capitals *capitals;
} al_tallier;

/*
 * A number that begins at the word and ends before `end`; returns how many
 * words it takes or 0. With `faint`, numbers that are none by themselves (an
 * article, `one`, xii) count.
 */
uint32_t al_tally_number(const al_tallier *tallier, int side, uint32_t word, uint32_t end,
                         bool faint, al_number *number);

/* Whether what stands between the word and the next may stand inside a number. */
bool al_tally_joins(const al_side *side, uint32_t word);

/* Count the words of a side; with `order`, their order is told by hashes, too. */
void al_tally_words(const al_tallier *tallier, int side, al_range words, bool faint, bool order,
                    al_tally *tally);

/* Openings and closings pair up; words that negate nearly are not among them. */
uint32_t al_tally_negations(const al_tally *tally);

/* Whether the numbers, or modals, or negations of the two differ. */
bool al_tally_numbers_differ(const al_tally *a, const al_tally *b);
bool al_tally_modals_differ(const al_tally *a, const al_tally *b);
bool al_tally_negations_differ(const al_tally *a, const al_tally *b);

#endif
