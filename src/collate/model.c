/* SPDX-License-Identifier: Apache-2.0 */
/* Where the model begins, and what chance does in this tradition. */
#include "collate/model.h"

#include <string.h>

/*
 * The values that hold before anything is learnt: of a careful copy, as measured on artificial
 * traditions and editors' tables (doc/method.md). Chance: how alike unequal words are of the
 * languages that were looked at, whatever their length.
 */
static const double kept_before[AL_N_LIKE] = {.80, .06, .05, .03, .02, .04};
static const double chance_before[AL_N_LIKE] = {0, .002, .01, .06, .3, .628};
static const double open_before = .01, extend_before = .6;

enum {
    DRAWN = 20000,     /* pairs of words: a class of 1 in 1,000 then has 20 of them */
    PRIOR_POOLED = 20, /* pairs that what is assumed weighs against all lengths pooled */
    PRIOR_LENGTH = 50  /* and that weighs against a length of its own */
};

/* Numbers that are the same in every run (Steele, Lea and Flood, OOPSLA 2014: splitmix). */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* The form of a word drawn from all witnesses. */
static uint32_t draw_form(const al_tradition *tradition, uint64_t *state)
{
    uint64_t word = draw(state) % (uint64_t)tradition->weighted_words;
    for (uint32_t s = 0;; s++) {
        const al_sequence *sequence = &tradition->sequences[s];
        uint64_t all = (uint64_t)sequence->n * sequence->weight;
        if (word < all)
            return sequence->forms[word % sequence->n];
        word -= all;
    }
}

static void smooth(double *shares, const double *counts, const double *before, double weight)
{
    double all = weight;
    for (int class = 0; class < AL_N_LIKE; class ++)
        all += counts[class];
    for (int class = 0; class < AL_N_LIKE; class ++)
        shares[class] = (counts[class] + weight * before[class]) / all;
}

static void draw_chance(al_model *model, al_likeness *likeness)
{
    const al_tradition *tradition = model->tradition;
    double counts[AL_N_LENGTHS][AL_N_LIKE] = {{0}}, pooled[AL_N_LIKE] = {0}, shares[AL_N_LIKE];
    uint64_t state = 0;
    for (int i = 0; i < DRAWN && tradition->weighted_words > 0; i++) {
        uint32_t a = draw_form(tradition, &state), b = draw_form(tradition, &state);
        uint32_t n = tradition->forms[a].n, m = tradition->forms[b].n;
        if (a == b)
            continue;
        int class = al_likeness_class(likeness, a, b);
        counts[al_model_length(n > m ? n : m)][class]++;
        pooled[class]++;
    }
    smooth(shares, pooled, chance_before, PRIOR_POOLED);
    for (int length = 0; length < AL_N_LENGTHS; length++)
        smooth(model->chance[length], counts[length], shares, PRIOR_LENGTH);
}

void al_model_init(al_model *model, const al_tradition *tradition, al_likeness *likeness)
{
    *model = (al_model){.tradition = tradition, .open = open_before, .extend = extend_before};
    memcpy(model->kept, kept_before, sizeof kept_before);
    draw_chance(model, likeness);
    al_model_settle(model);
}

void al_model_settle(al_model *model)
{
    for (int length = 0; length < AL_N_LENGTHS; length++)
        for (int class = AL_LIKE_80; class < AL_N_LIKE; class ++)
            model->unlike[length][class] =
                (float)(model->kept[class] / model->chance[length][class]);
}
