/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What chance explains of the pairs of two listed words, and which letters look alike; see
 * misreading.h.
 */
#include "language/misreading.h"

/*
 * The share of misread words that are listed words: .074 to .096 in English novels with one to ten
 * characters in a hundred misread, .07 to .10 in the other languages. Larger lists raise it.
 */
#define CHANCE 0.09

/*
 * Fewer misread words say nothing: a careless typist makes eight in 2,700 words, and who writes
 * about names or in dialect as many. A scan that is worth the name has one in thirty and more.
 */
#define LEAST_MISREAD 8
#define LEAST_SHARE 0.003

/*
 * Chance is twice what is expected, for a few letters may be misread all over (h for b makes more
 * words than others do), and three more, for a short text.
 */
#define SLACK 2.0
#define MORE 3.0

bool al_letters_look_alike(al_letters a, al_letters b)
{
    size_t longer = a.length > b.length ? a.length : b.length;
    if (longer > AL_REWRITE_MOST_BYTES)
        return false;
    uint32_t most = (uint32_t)(longer + 1) / 2;
    return al_rewrite_count(NULL, AL_REWRITE_LOOK, a, b, most) <= most;
}

bool al_texts_are_misread(uint64_t n_misread, uint64_t n_other, uint64_t n_words)
{
    double misread = (double)n_misread, expected = misread * CHANCE / (1 - CHANCE);
    return n_misread >= LEAST_MISREAD && misread > LEAST_SHARE * (double)n_words &&
           (double)n_other <= SLACK * expected + MORE;
}
