/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a shared stem says. A word whose stem stands in the other side's range
 * is either kept, with probability q, or there by chance: the log-likelihood
 * ratio of the two is its worth in bits. An occurrence is used up by one word.
 *
 * Stems that only one side has say nothing, and are most of them. Those that
 * both have are numbered anew, from AL_ALONE on; a number below it is that of
 * a side, and stands for all stems that only this side has.
 */
#ifndef AL_EVIDENCE_H
#define AL_EVIDENCE_H

#include "reword/reword.h"

enum { AL_ALONE = 2 };

/* What a stem says of which a range holds an occurrence. */
typedef struct al_weight {
    float length; /* of the range, in words; 0: not weighed yet */
    float q;
    float gain;      /* bits of a kept word */
    float by_chance; /* probability that the range holds the stem by chance */
} al_weight;

typedef struct al_evidence {
    const al_reword_pair *pair;
    const almost_allocator *allocator;
    void *room;         /* what all that follows stands in */
    uint32_t n_stems;   /* AL_ALONE and the stems that both sides have */
    uint32_t *stems[2]; /* of each word */
    uint32_t *first[2]; /* of each stem, where its occurrences begin in `at`; one more at the end */
    uint32_t *at[2];   /* words, by stem, ascending; those of stems below AL_ALONE are not listed */
    float *background; /* of each stem: al_reword_pair's */
    float *chance;     /* of each stem: probability of one word being it */
    float floor;       /* the least of them, which most have */
    uint8_t *closed[2];    /* words that no passage may use (any more) */
    uint32_t *left;        /* of the counted range: occurrences not used up; zero between uses */
    al_weight *weights[2]; /* of each stem in a range of this side, as it was last wanted */
    al_weight *counted;    /* those of the counted range's side */
    al_weight rarest;      /* in the counted range, of a stem as rare as the floor */
    uint8_t *matched;      /* of the words last scanned */
    uint64_t looked_at;    /* words, to bound the work */
} al_evidence;

bool al_evidence_init(al_evidence *evidence, const al_reword_pair *pair,
                      const almost_allocator *allocator);
void al_evidence_release(al_evidence *evidence);

/* Open all words again that were not closed from the beginning. */
void al_evidence_open(al_evidence *evidence);

/* How often a stem that both sides have stands in one of them; of others 0. */
static inline uint32_t al_stem_count(const al_evidence *evidence, int side, uint32_t stem)
{
    return evidence->first[side][stem + 1] - evidence->first[side][stem];
}

/* Probability that a range of `length` words holds a stem of this chance. */
float al_chance_in(float chance, float length);

/* Bits of a kept word: log2(1 + q (1 - c) / c). */
float al_gain(float q, float by_chance);

/* Count what a range holds, open words only; al_range_forget() must follow. */
void al_range_count(al_evidence *evidence, int side, al_range words, double q);
void al_range_forget(al_evidence *evidence, int side, al_range words);

/* Use up an occurrence for a word of the other side: whether there was one left. */
static inline bool al_take(al_evidence *evidence, int side, uint32_t word)
{
    uint32_t stem = evidence->stems[side][word];
    bool matched = evidence->left[stem] > 0;
    evidence->matched[word] = matched;
    evidence->left[stem] -= matched;
    return matched;
}

static inline void al_give_back(al_evidence *evidence, int side, uint32_t word)
{
    evidence->left[evidence->stems[side][word]] += evidence->matched[word];
}

/* What a word with this stem says, which the counted range has. */
const al_weight *al_weigh_anew(al_evidence *evidence, uint32_t stem);
static inline const al_weight *al_weight_of(al_evidence *evidence, uint32_t stem)
{
    const al_weight *weight = &evidence->counted[stem], *rarest = &evidence->rarest;
    bool known = weight->length == rarest->length && weight->q == rarest->q;
    return known ? weight : al_weigh_anew(evidence, stem);
}

#endif
