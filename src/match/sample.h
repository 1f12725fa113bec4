/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sample of k-grams that long texts are searched by: one in four, by a hash of
 * their words that is the same in every process, so that no answer depends on a key.
 */
#ifndef AL_SAMPLE_H
#define AL_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AL_SAMPLE_WORDS = 4 };

static inline uint64_t al_sample_hash(const uint32_t *words)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < AL_SAMPLE_WORDS; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x9FB21C651E98DF25);
        hash ^= hash >> 32;
    }
    return hash * UINT64_C(0x9E3779B97F4A7C15);
}

static inline bool al_sample_has(uint64_t hash)
{
    return (hash & 3) == 0;
}

/*
 * Whether a side repeats itself, by its sampled places and those whose k-gram stands at no other:
 * these are fewer than half. In novels nine of ten places are such, in the KJV seven.
 */
static inline bool al_sample_repeats(size_t places, size_t once)
{
    return once < places / 2;
}

#endif
