/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a shared stem says. A word whose stem stands in the other side's range
 * is either kept, with probability q, or there by chance: the log-likelihood
 * ratio of the two is its worth in bits. An occurrence is used up by one word.
 */
#ifndef AL_EVIDENCE_H
#define AL_EVIDENCE_H

#include "reword/reword.h"

typedef struct al_evidence {
    const al_reword_pair *pair;
    const almost_allocator *allocator;
    uint32_t *first[2]; /* of each stem, where its occurrences begin in `at`; one more at the end */
    uint32_t *at[2];    /* words, by stem, ascending */
    float *chance;      /* of each stem that both sides have: probability of one word being it */
    float floor;        /* the least of them, which most have */
    uint8_t *closed[2]; /* words that no passage may use (any more) */
    uint32_t *left;     /* of the counted range: occurrences not used up; zero between uses */
    float *gain;        /* of the counted range: bits of a word with this stem */
    float *by_chance;   /* of the counted range: probability that it holds the stem by chance */
    uint8_t *matched;   /* of the words last scanned */
    uint64_t looked_at; /* words, to bound the work */
} al_evidence;

bool al_evidence_init(al_evidence *evidence, const al_reword_pair *pair,
                      const almost_allocator *allocator);
void al_evidence_release(al_evidence *evidence);

/* Open all words again that were not closed from the beginning. */
void al_evidence_open(al_evidence *evidence);

/* How often a stem stands in a side. */
uint32_t al_stem_count(const al_evidence *evidence, int side, uint32_t stem);

/* Probability that a range of `length` words holds a stem of this chance. */
float al_chance_in(float chance, float length);

/* Bits of a kept word: log2(1 + q (1 - c) / c). */
float al_gain(float q, float by_chance);

/* Count what a range holds, open words only; al_range_forget() must follow. */
void al_range_count(al_evidence *evidence, int side, al_range words, double q);
void al_range_forget(al_evidence *evidence, int side, al_range words);

/* Use up an occurrence for a word of the other side: whether there was one left. */
bool al_take(al_evidence *evidence, int side, uint32_t word);
void al_give_back(al_evidence *evidence, int side, uint32_t word);

#endif
