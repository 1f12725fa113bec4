/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How alike two forms are, in six classes: 1 less their edit distance over the letters of the
 * longer (Levenshtein 1966), and at least .6 where one can be a contraction of the other, as
 * scribes write sacred names: first and last letter agree, and the letters of the shorter come in
 * order in the longer; or where one is `&`, or the Tironian et, and the other a word for it.
 */
#ifndef AL_LIKENESS_H
#define AL_LIKENESS_H

#include "collate/tradition.h"

enum {
    AL_LIKE_EQUAL,
    AL_LIKE_80, /* at least .8 */
    AL_LIKE_60,
    AL_LIKE_40,
    AL_LIKE_20,
    AL_LIKE_REST,
    AL_N_LIKE
};

/* Scratch for one thread. */
typedef struct al_likeness {
    const al_tradition *tradition;
    uint64_t *places; /* of each letter: where the shorter form has it; all 0 between calls */
    struct al_likened *cache; /* pairs asked for before */
} al_likeness;

AL_MUST_CHECK bool al_likeness_init(al_likeness *likeness, const al_tradition *tradition);
void al_likeness_release(al_likeness *likeness);

/* The class of two forms. */
int al_likeness_class(al_likeness *likeness, uint32_t a, uint32_t b);

#endif
