/* SPDX-License-Identifier: Apache-2.0 */
#include "match/score.h"

#include "match/sketch.h"

#include <math.h>

/* -log2 of the probability of a word of so many letters, when nothing else is known of it. */
static const double prior_bits[] = {5, 6, 7, 8, 9.5, 11, 12, 13};

/* A function word is as likely as one of two letters: 200 of them are half of all words of a text.
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

/* Code points, up to AL_SKETCH_LETTERS. */
static uint32_t count_letters(al_letters letters)
{
    uint32_t n = 0, plain = 0;
    while (plain < letters.length && plain < AL_SKETCH_LETTERS &&
           (unsigned char)letters.bytes[plain] < 0x80)
        plain++;
    if (plain == letters.length || plain == AL_SKETCH_LETTERS)
        return plain;
    for (uint32_t i = 0; i < letters.length && n < AL_SKETCH_LETTERS; i++)
        n += ((unsigned char)letters.bytes[i] & 0xC0) != 0x80;
    return n;
}

/* The same of a fold; where there is a vocabulary its letters need not be looked at. */
static uint32_t count_fold_letters(const al_forms *forms, uint32_t fold)
{
    al_vocable *const *vocables = al_forms_all_vocables(forms);
    return vocables != NULL ? al_sketch_vocable(vocables[fold]).letters
                            : count_letters(al_forms_fold_letters(forms, fold));
}

/* The bits of a word of so many letters that stands `count` times. */
static float bits_of(double total, double count, uint32_t letters)
{
    double others = count > 2 ? count - 2 : 0;
    return (float)(total - log2(others + AL_PRIOR_WORDS * exp2(-prior_bits[letters])));
}

float *al_fold_bits(const al_forms *forms, const almost_allocator *allocator, uint64_t n_words,
                    const uint8_t *function)
{
    uint32_t n = al_forms_folds(forms);
    float *bits = al_allocate_zero(allocator, n, sizeof *bits);
    if (bits == NULL)
        return NULL;
    for (uint32_t form = 0; form < al_forms_count(forms); form++) {
        const al_form *each = al_forms_get(forms, form);
        bits[each->fold] += (float)((uint64_t)each->count[0] + each->count[1]);
    }
    double total = log2((double)n_words + AL_PRIOR_WORDS);
    /* most folds are as rare and as long as others */
    float known[AL_SKETCH_LETTERS + 1][once] = {{0}};
    for (uint32_t fold = 0; fold < n; fold++) {
        uint32_t letters = count_fold_letters(forms, fold);
        if (function != NULL && function[fold] && letters > function_letters)
            letters = function_letters;
        float count = bits[fold];
        if (count >= once) {
            bits[fold] = bits_of(total, count, letters);
            continue;
        }
        float *same = &known[letters][(uint32_t)count];
        if (*same == 0)
            *same = bits_of(total, count, letters);
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
