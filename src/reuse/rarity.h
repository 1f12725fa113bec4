/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How rare the words of a passage are in its corpus. A chain of common words stands in many texts
 * by chance; a score is worth more or less by this.
 */
#ifndef AL_RARITY_H
#define AL_RARITY_H

#include "base/memory.h"
#include "base/must_check.h"

#include <stdint.h>

enum { AL_RARITY_BITS = 20 }; /* of the table: 4 MB, a word in 16 alone in its place at a million */

typedef struct al_rarity {
    const almost_allocator *allocator;
    uint32_t *counts; /* of words, by hash: now and then two words share one */
    uint64_t words, letters;
    double mean; /* bits a letter over the corpus, from al_rarity_close() on */
} al_rarity;

/* Words of one side of a passage, for one thread to work with. All 0 but for the allocator. */
typedef struct al_rarity_words {
    const almost_allocator *allocator;
    uint32_t *known; /* by hash, 1 more than each; 0: none */
    size_t capacity;
} al_rarity_words;

AL_MUST_CHECK bool al_rarity_init(al_rarity *rarity, const almost_allocator *allocator);
void al_rarity_release(al_rarity *rarity);

/* Count the words of a document. */
void al_rarity_add(al_rarity *rarity, const uint8_t *letters, size_t n);

/* All documents are counted. */
void al_rarity_close(al_rarity *rarity);

/*
 * What a score of two stretches is to be multiplied by, .3 to 1.3: the bits a letter of the words
 * that both have, beside those of the corpus. Negative when memory ends.
 */
double al_rarity_of(const al_rarity *rarity, al_rarity_words *words, const uint8_t *a,
                    size_t a_length, const uint8_t *b, size_t b_length);

#endif
