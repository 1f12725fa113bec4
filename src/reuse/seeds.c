/* SPDX-License-Identifier: Apache-2.0 */
/* Seeds of documents: a window of 25 letters, hashed where the pattern has them. */
#include "reuse/seeds.h"

#include "reuse/letters.h"

/*
 * Which of the 25 letters count, the first one first. Of the patterns that were tried this one has
 * the fewest pairs by chance (.16 a thousand bytes) with all of 50 letters misread at 10 % found.
 */
static const char pattern[] = "1101001100010101001011001";

enum {
    BITS = 5,
    HALF = 12,
    ONE_IN =
        4 /* in 6: a tenth less time, and of 20 words at 10 % misread .84 found instead of .88 */
};

static al_seed_window mask_of_pattern(void)
{
    al_seed_window mask = {0, 0, 0};
    for (int i = 0; i < AL_SEED_SPAN; i++) {
        uint64_t letter = pattern[i] == '1' ? AL_LETTER_CODE : 0;
        if (i == 0)
            mask.first = letter;
        else if (i <= HALF)
            mask.middle |= letter << BITS * (HALF - i);
        else
            mask.last |= letter << BITS * (2 * HALF - i);
    }
    return mask;
}

static inline void push(al_seed_window *window, uint64_t letter)
{
    const uint64_t half = (UINT64_C(1) << BITS * HALF) - 1;
    window->first = window->middle >> BITS * (HALF - 1);
    window->middle = (window->middle << BITS & half) | window->last >> BITS * (HALF - 1);
    window->last = (window->last << BITS & half) | letter;
}

/* Well mixed: its low bits choose the sample, its high ones the group. */
static inline uint64_t hash_of(const al_seed_window *window, const al_seed_window *mask)
{
    uint64_t hash = (window->last & mask->last) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 32 ^ (window->middle & mask->middle)) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ hash >> 29 ^ (window->first & mask->first)) * UINT64_C(0x94D049BB133111EB);
    return hash ^ hash >> 32;
}

/* The letters before the window that ends at `end`, and those behind it. */
static uint64_t context_of(const uint8_t *letters, size_t n, size_t end)
{
    uint64_t context = 0;
    for (size_t k = 0; k < 2 * AL_SEED_AROUND; k++) {
        size_t at =
            k < AL_SEED_AROUND ? end - AL_SEED_SPAN - AL_SEED_AROUND + k : end + k - AL_SEED_AROUND;
        context = context << 4 | (at < n ? letters[at] & 15 : 0); /* before the start: beyond n */
    }
    return context;
}

/* How many letters right before and right behind a seed are alike, from flags of those that are
 * not. */
static int running_on(uint64_t other)
{
    const int bits = 4 * AL_SEED_AROUND;
    uint64_t behind = (other & ((UINT64_C(1) << bits) - 1)) << 4 | 1; /* the nearest one highest */
    int before = __builtin_ctzll(other >> bits | UINT64_C(1) << bits) / 4;
    return before + AL_SEED_AROUND - (63 - __builtin_clzll(behind)) / 4;
}

bool al_seeds_agree(const al_record *a, const al_record *b, int alike, int run)
{
    uint64_t other = al_seed_context(a) ^ al_seed_context(b);
    other |= other >> 1;
    other |= other >> 2;
    other &= UINT64_C(0x111111111111);
    return 2 * AL_SEED_AROUND - __builtin_popcountll(other) >= alike || running_on(other) >= run;
}

void al_seed_walk_begin(al_seed_walk *walk, const uint8_t *letters, size_t n)
{
    *walk = (al_seed_walk){.letters = letters, .n = n, .mask = mask_of_pattern()};
}

bool al_seed_walk_next(al_seed_walk *walk, al_record *seed)
{
    const uint32_t sampled = (UINT32_C(1) << 24) / ONE_IN;
    const uint8_t *letters = walk->letters;
    al_seed_window window = walk->window, mask = walk->mask;
    for (size_t i = walk->at; i < walk->n; i++) {
        push(&window, letters[i] & AL_LETTER_CODE);
        if (i + 1 < AL_SEED_SPAN)
            continue;
        uint64_t hash = hash_of(&window, &mask);
        if ((hash & 0xFFFFFF) >= sampled)
            continue;
        uint64_t context = context_of(letters, walk->n, i + 1);
        *seed = (al_record){hash >> 24 << 24 | context >> 24,
                            context << AL_SEED_POSITION_BITS | (i + 1)};
        walk->window = window;
        walk->at = i + 1;
        return true;
    }
    walk->at = walk->n;
    return false;
}

almost_status al_seeds_of(const uint8_t *letters, size_t n, uint64_t first, al_spill *spill,
                          almost_error *error)
{
    al_seed_walk walk;
    al_record seed;
    almost_status status = ALMOST_OK;
    al_seed_walk_begin(&walk, letters, n);
    while (status == ALMOST_OK && al_seed_walk_next(&walk, &seed)) {
        seed.low += first; /* the letters of a corpus are fewer than its 40 bits count */
        status = al_spill_add(spill, seed, error);
    }
    return status;
}
