/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decisions as what alignment keeps to: classes of words that stand in one place, at most one a
 * sequence, and pairs of classes that do not stand in one.
 */
#ifndef AL_FIXED_H
#define AL_FIXED_H

#include "collate/decisions.h"
#include "collate/tradition.h"

/* A word, and the class it is in. */
typedef struct al_fixed_word {
    uint32_t sequence;
    uint32_t word;
    uint32_t class;
} al_fixed_word;

/* Two classes. */
typedef struct al_fixed_pair {
    uint32_t one;
    uint32_t other;
} al_fixed_pair;

typedef struct al_fixed {
    const almost_allocator *allocator; /* NULL: nothing is fixed */
    uint32_t n;                        /* classes */
    al_fixed_word *words;              /* by class, then sequence */
    size_t n_words;
    uint32_t *firsts; /* of each class: its first word; n + 1 */
    al_fixed_pair *apart;
    size_t n_apart;
} al_fixed;

/*
 * Words of one witness that belong together follow each other, and become one token. To be called
 * before forms are sorted. FORMAT: they do not; MEMORY.
 */
AL_MUST_CHECK almost_status al_fixed_join(const al_decisions *decisions, al_witness *witnesses,
                                          uint32_t n, al_spellings *spellings, almost_error *error);

/*
 * Classes from decisions, numbered by their first words, so that the order of neither decisions nor
 * witnesses matters. FORMAT: decisions contradict each other; MEMORY. al_fixed_release() in any
 * case.
 */
AL_MUST_CHECK almost_status al_fixed_init(al_fixed *fixed, const al_decisions *decisions,
                                          const al_witness *witnesses,
                                          const al_tradition *tradition, almost_error *error);
void al_fixed_release(al_fixed *fixed);

/* The word of a sequence in a class, or UINT32_MAX. */
uint32_t al_fixed_word_of(const al_fixed *fixed, uint32_t class, uint32_t sequence);

#endif
