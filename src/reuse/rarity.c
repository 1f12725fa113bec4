/* SPDX-License-Identifier: Apache-2.0 */
/* Counts of words, and what they make of a score. */
#include "reuse/rarity.h"

#include "reuse/letters.h"

#include <math.h>
#include <string.h>

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

/*
 * The word that begins at letters[*at], as its place in the table; *at goes behind it. Letters of
 * five bits are shifted in, and mixed with those that leave the number.
 */
static inline uint32_t next_word(const uint8_t *letters, size_t n, size_t *at)
{
    uint64_t word = 0;
    size_t i = *at;
    do
        word = (word << 5 | word >> 59) ^ (letters[i] & AL_LETTER_CODE);
    while (++i < n && !(letters[i] & AL_LETTER_BEGINS));
    *at = i;
    word = (word ^ word >> 29) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)((word ^ word >> 32) * UINT64_C(0xBF58476D1CE4E5B9) >> (64 - AL_RARITY_BITS));
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

/* Where a word stands among those that are known, or would: they are at most half of the places. */
static size_t place_of(const al_rarity_words *words, size_t places, uint32_t word)
{
    size_t at = word & (places - 1);
    while (words->known[at] != 0 && words->known[at] != word + 1)
        at = (at + 1) & (places - 1);
    return at;
}

/* The words of a stretch, each once; returns how many places they have. 0: memory. */
static size_t know(al_rarity_words *words, const uint8_t *letters, size_t n)
{
    size_t places = 16, count = 0;
    for (size_t at = 0; at < n; at++)
        count += (letters[at] & AL_LETTER_BEGINS) != 0;
    while (places < 2 * (count + 1)) /* the first word may be cut */
        places *= 2;
    if (!al_grow(words->allocator, (void **)&words->known, &words->capacity, places,
                 sizeof *words->known))
        return 0;
    memset(words->known, 0, places * sizeof *words->known);
    for (size_t at = 0; at < n;) {
        uint32_t word = next_word(letters, n, &at);
        words->known[place_of(words, places, word)] = word + 1;
    }
    return places;
}

double al_rarity_of(const al_rarity *rarity, al_rarity_words *words, const uint8_t *a,
                    size_t a_length, const uint8_t *b, size_t b_length)
{
    double bits = 0;
    size_t shared = 0, places = know(words, b, b_length);
    if (places == 0)
        return -1;
    for (size_t at = 0; at < a_length;) {
        size_t start = at;
        uint32_t word = next_word(a, a_length, &at);
        if (words->known[place_of(words, places, word)] == 0)
            continue;
        bits += bits_of(rarity, word);
        shared += at - start;
    }
    if (shared == 0 || rarity->mean <= 0)
        return least;
    double times = bits / (double)shared / rarity->mean;
    return times < least ? least : times > most ? most : times;
}
