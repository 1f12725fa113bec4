/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which diagonals have votes near them: two rows of bits, one for those within reach of a vote and
 * one for those within reach of two. A bit stands for eight diagonals, and for all that are as many
 * further on as the row is long; so now and then one is said to have company that has none, and
 * never the other way round. The rows take a few kilobytes and stay in the cache.
 */
#ifndef AL_TRACE_NEARBY_H
#define AL_TRACE_NEARBY_H

#include "base/load.h"
#include "base/memory.h"

enum { AL_NEARBY_REACH = 5, AL_NEARBY_BUCKET_BITS = 3 };

typedef struct al_nearby {
    char *once, *twice; /* one block; behind each row eight bytes for what hangs over */
    size_t capacity;
    uint64_t mask; /* of bits in a row */
} al_nearby;

/* Two empty rows for n votes, all below `diagonals`; false when memory ends. */
static inline bool al_nearby_begin(al_nearby *nearby, const almost_allocator *allocator, uint64_t n,
                                   uint64_t diagonals)
{
    enum { A_VOTE = 32, LEAST_BITS = 10, MOST_BITS = 24, OVER = 8 };
    uint32_t bits = LEAST_BITS;
    while (bits < MOST_BITS && (UINT64_C(1) << bits) / A_VOTE < n &&
           UINT64_C(1) << bits < diagonals >> AL_NEARBY_BUCKET_BITS)
        bits++;
    size_t row = ((size_t)1 << bits) / 8 + OVER;
    if (!al_grow(allocator, (void **)&nearby->once, &nearby->capacity, 2 * row, 1))
        return false;
    memset(nearby->once, 0, 2 * row);
    nearby->twice = nearby->once + row;
    nearby->mask = (UINT64_C(1) << bits) - 1;
    return true;
}

static inline void al_nearby_release(al_nearby *nearby, const almost_allocator *allocator)
{
    al_release(allocator, nearby->once);
}

/* The buckets within reach of a diagonal, one to three: where the first is, and bits from there. */
static inline uint32_t al_nearby_bits(const al_nearby *nearby, uint64_t diagonal, uint64_t *byte)
{
    uint64_t first = (diagonal - AL_NEARBY_REACH) >> AL_NEARBY_BUCKET_BITS;
    uint64_t last = (diagonal + AL_NEARBY_REACH) >> AL_NEARBY_BUCKET_BITS;
    uint64_t at = first & nearby->mask;
    *byte = at / 8;
    return ((2U << (last - first)) - 1) << at % 8;
}

/* A vote; diagonals are at least AL_NEARBY_REACH. */
static inline void al_nearby_mark(const al_nearby *nearby, uint64_t diagonal)
{
    uint64_t byte;
    uint32_t bits = al_nearby_bits(nearby, diagonal, &byte);
    uint32_t once = al_load_four(nearby->once + byte), twice = al_load_four(nearby->twice + byte);
    al_store_four(twice | (once & bits), nearby->twice + byte);
    al_store_four(once | bits, nearby->once + byte);
}

/* What is no vote, and keeps those near it company. */
static inline void al_nearby_second(const al_nearby *nearby, uint64_t diagonal)
{
    uint64_t byte;
    uint32_t bits = al_nearby_bits(nearby, diagonal, &byte);
    al_store_four(al_load_four(nearby->twice + byte) | bits, nearby->twice + byte);
}

/* What hangs over the ends of the rows stands for their beginnings. */
static inline void al_nearby_end(const al_nearby *nearby)
{
    const uint64_t behind = (nearby->mask + 1) / 8;
    char *once = nearby->once, *twice = nearby->twice;
    twice[0] = (char)(twice[0] | twice[behind] | (once[0] & once[behind]));
    once[0] = (char)(once[0] | once[behind]);
}

static inline bool al_nearby_bit(const char *row, uint64_t mask, uint64_t diagonal)
{
    uint64_t at = diagonal >> AL_NEARBY_BUCKET_BITS & mask;
    return al_load_eight(row + at / 64 * 8) >> at % 64 & 1;
}

static inline bool al_nearby_has(const al_nearby *nearby, uint64_t diagonal)
{
    return al_nearby_bit(nearby->once, nearby->mask, diagonal);
}

static inline bool al_nearby_has_two(const al_nearby *nearby, uint64_t diagonal)
{
    return al_nearby_bit(nearby->twice, nearby->mask, diagonal);
}

#endif
