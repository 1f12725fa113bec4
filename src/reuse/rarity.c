/* SPDX-License-Identifier: Apache-2.0 */
/* Counts of words, and what they make of a score. */
#include "reuse/rarity.h"

#include "reuse/letters.h"

#include <math.h>
#include <stdlib.h>

static const double least = .3, most = 1.3;

bool al_rarity_init(al_rarity *rarity, const almost_allocator *allocator)
{
    *rarity = (al_rarity){.allocator = allocator};
    rarity->counts =
        al_allocate_zero(allocator, (size_t)1 << AL_RARITY_BITS, sizeof *rarity->counts);
    return rarity->counts != NULL;
}

void al_rarity_release(al_rarity *rarity)
{
    if (rarity->allocator == NULL)
        return;
    al_release(rarity->allocator, rarity->counts);
    *rarity = (al_rarity){.allocator = NULL};
}

/* The word that begins at letters[*at], as its place in the table; *at goes behind it. */
static inline uint32_t next_word(const uint8_t *letters, size_t n, size_t *at)
{
    uint64_t hash = 0;
    do
        hash = (hash + (letters[*at] & AL_LETTER_CODE)) * UINT64_C(0x9E3779B97F4A7C15);
    while (++*at < n && !(letters[*at] & AL_LETTER_BEGINS));
    return (uint32_t)((hash ^ hash >> 29) * UINT64_C(0xBF58476D1CE4E5B9) >> (64 - AL_RARITY_BITS));
}

void al_rarity_add(al_rarity *rarity, const uint8_t *letters, size_t n)
{
    for (size_t at = 0; at < n; rarity->words++) {
        uint32_t *count = &rarity->counts[next_word(letters, n, &at)];
        *count += *count < UINT32_MAX;
    }
    rarity->letters += n;
}

static double bits_of(const al_rarity *rarity, uint32_t word)
{
    return log2((double)rarity->words / (double)rarity->counts[word]);
}

void al_rarity_close(al_rarity *rarity)
{
    double bits = 0;
    for (uint32_t word = 0; word < UINT32_C(1) << AL_RARITY_BITS; word++)
        if (rarity->counts[word] > 0)
            bits += rarity->counts[word] * bits_of(rarity, word);
    rarity->mean = rarity->letters > 0 ? bits / (double)rarity->letters : 0;
}

static int by_number(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

double al_rarity_of(const al_rarity *rarity, al_rarity_words *words, const uint8_t *a,
                    size_t a_length, const uint8_t *b, size_t b_length)
{
    double bits = 0;
    size_t n = 0, shared = 0;
    if (!al_grow(words->allocator, (void **)&words->known, &words->capacity, b_length + 1,
                 sizeof *words->known))
        return -1;
    for (size_t at = 0; at < b_length;)
        words->known[n++] = next_word(b, b_length, &at);
    qsort(words->known, n, sizeof *words->known, by_number);
    for (size_t at = 0; at < a_length;) {
        size_t start = at;
        uint32_t word = next_word(a, a_length, &at);
        if (bsearch(&word, words->known, n, sizeof word, by_number) == NULL)
            continue;
        bits += bits_of(rarity, word);
        shared += at - start;
    }
    if (shared == 0 || rarity->mean <= 0)
        return least;
    double times = bits / (double)shared / rarity->mean;
    return times < least ? least : times > most ? most : times;
}
