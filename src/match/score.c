/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bits of words and of runs. A word's probability is its share of both texts mixed
 * with what its length alone lets expect; since most words are as rare and as long
 * as others, the logarithm is taken once for each such class. The constants of runs
 * are fitted by bench/calibration, not chosen.
 */
#include "match/score.h"

#include <math.h>

/* -log2 of the probability of a word of so many letters, when nothing else is known of it. */
static const double prior_bits[] = {5, 6, 7, 8, 9.5, 11, 12, 13};

/*
 * A function word is as likely as one of two letters: 200 of them are half of all words of a text.
 */
static const uint32_t function_letters = 2;

enum { once = 16 /* counts up to which the bits of a word are worked out once */ };

/*
 * Fitted on unrelated pairs, as the score of reworded passages is
 * (bench/calibration). Beyond `stock` bits what they share is no chance of
 * words any more but names, titles and phrases ready made, which are long: on
 * unrelated pairs their number falls by .2 a bit, on pairs of one subject by .12.
 */
static const double run_slope = .38, run_constant = 12.1, stock = 40, stock_slope = .12;

static double bits_of(double total, double others, uint32_t letters)
{
    return total - log2(others + AL_PRIOR_WORDS * exp2(-prior_bits[letters]));
}

float *al_fold_bits(const al_forms *forms, const almost_allocator *allocator, uint64_t n_words,
                    const uint8_t *function)
{
    uint32_t n = al_forms_folds(forms), n_forms = al_forms_count(forms);
    float *bits = al_allocate_zero(allocator, n, sizeof *bits);
    if (bits == NULL)
        return NULL;
    for (uint32_t form = 0; form < n_forms; form++) {
        const al_form *each = al_forms_get(forms, form);
        bits[each->fold] += (float)((int64_t)each->count[0] + each->count[1]);
    }
    const uint8_t *letter_counts = al_forms_all_letter_counts(forms);
    double total = log2((double)n_words + AL_PRIOR_WORDS);
    float known[AL_MANY_LETTERS + 1][once] = {
        {0}}; /* most folds are as rare and as long as others */
    for (uint32_t fold = 0; fold < n; fold++) {
        float others = bits[fold] > 2 ? bits[fold] - 2 : 0;
        uint32_t letters = letter_counts[fold];
        if (function != NULL && function[fold] && letters > function_letters)
            letters = function_letters;
        if (others >= once) {
            bits[fold] = (float)bits_of(total, others, letters);
            continue;
        }
        float *same = &known[letters][(uint32_t)others];
        if (*same == 0)
            *same = (float)bits_of(total, others, letters);
        bits[fold] = *same;
    }
    return bits;
}

double al_run_calibrated(double bits)
{
    return run_slope * fmin(bits, stock) + stock_slope * fmax(bits - stock, 0) + run_constant;
}

double al_expected(double bits, uint64_t n0, uint64_t n1)
{
    return (double)n0 * (double)n1 * exp2(-bits);
}
