/* SPDX-License-Identifier: Apache-2.0 */
/* What words and passages are worth: a word of probability p says -log2 p bits. */
#ifndef AL_SCORE_H
#define AL_SCORE_H

#include "words/forms.h"

/*
 * The bits of each fold, an array of al_forms_folds() that is the caller's to
 * release; NULL when memory ends.
 *
 * The probability of a word is its share of both texts, less the one pair of
 * occurrences that is being judged: a word that stands once on either side is
 * not thereby frequent. Short texts say little about what is rare, so that
 * AL_PRIOR_WORDS words are added that follow Zipf's law of abbreviation: the
 * shorter a word, the more frequent. `function` marks the folds that are known
 * to be function words, a byte each; it may be NULL.
 */
#define AL_PRIOR_WORDS 1000.0
float *al_fold_bits(const al_forms *forms, const almost_allocator *allocator, uint64_t n_words,
                    const uint8_t *function);

/*
 * Calibrated bits of a run that is told word for word: neighbouring words are
 * not independent, and phrases that everyone uses are long.
 */
double al_run_calibrated(double bits);

/*
 * How many passages of so many calibrated bits two unrelated texts of n0 and n1
 * words have: n0 n1 2^-bits (Karlin and Altschul, PNAS 1990).
 */
double al_expected(double bits, uint64_t n0, uint64_t n1);

#endif
