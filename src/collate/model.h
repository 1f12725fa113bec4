/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What it says for two words that they stand in one place: how much more often words that do look
 * so than words that met by chance. Equal words bind the more the rarer they are; unlike ones by
 * how often scribes of this tradition respell or replace (`kept`), against how alike words of it
 * are anyway (`chance`). Words that replace one another share a row without a parameter of their
 * own.
 */
#ifndef AL_MODEL_H
#define AL_MODEL_H

#include "collate/likeness.h"

enum { AL_N_LENGTHS = 5 }; /* of the longer of two forms: 1 to 2, 3, 4, 5 to 6, more letters */

typedef struct al_model {
    const al_tradition *tradition;
    double kept[AL_N_LIKE];                 /* shares of the classes among words of one place */
    double chance[AL_N_LENGTHS][AL_N_LIKE]; /* the same among unequal words drawn at random */
    double open;                            /* that a gap begins at a word */
    double extend;                          /* that it goes on */
    float unlike[AL_N_LENGTHS][AL_N_LIKE];  /* kept over chance: al_model_settle() */
} al_model;

/* Words so many that what is found has to outweigh what is assumed; of gaps that go on likewise. */
#define AL_MODEL_PRIOR_WORDS 1000.0
#define AL_MODEL_PRIOR_GAPS 100.0

/* With the values that hold before anything is learnt. `likeness` is asked for those of chance. */
void al_model_init(al_model *model, const al_tradition *tradition, al_likeness *likeness);

/* After `kept` was changed. */
void al_model_settle(al_model *model);

static inline int al_model_length(uint32_t letters)
{
    return letters <= 2 ? 0 : letters <= 4 ? (int)letters - 2 : letters <= 6 ? 3 : 4;
}

/* The likelihood ratio of two words. */
static inline float al_model_ratio(const al_model *model, al_likeness *likeness, uint32_t a,
                                   uint32_t b)
{
    const al_tradition *tradition = model->tradition;
    if (a == b)
        return (float)(model->kept[AL_LIKE_EQUAL] / tradition->shares[a]);
    uint32_t n = tradition->forms[a].n, m = tradition->forms[b].n;
    return model->unlike[al_model_length(n > m ? n : m)][al_likeness_class(likeness, a, b)];
}

#endif
