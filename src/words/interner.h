/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Byte strings to numbers, in order of first occurrence. Strings up to 8 bytes,
 * nine words in ten, are their own key: one masked load, no bytes read to
 * compare. Longer ones have a hash for a key and are compared.
 */
#ifndef AL_INTERNER_H
#define AL_INTERNER_H

#include "base/memory.h"
#include "base/must_check.h"

typedef uint64_t al_key;

typedef struct al_slot {
    al_key key;
    uint32_t number; /* AL_SLOT_FREE while the slot is free */
    uint32_t length;
} al_slot;

#define AL_SLOT_FREE UINT32_MAX

/* Who knows the bytes of the strings, by their numbers; asked for those over 8 bytes only. */
typedef struct al_interned {
    const char *(*bytes_of)(const void *context, uint32_t number);
    const void *context;
} al_interned;

typedef struct al_interner {
    const almost_allocator *allocator;
    al_slot *slots; /* a power of two, at most half full */
    size_t n_slots;
    uint64_t seed;
    uint64_t other; /* made of it: a factor of one seed alone may be made zero */
    uint32_t n;     /* strings */
} al_interner;

AL_MUST_CHECK bool al_interner_init(al_interner *interner, const almost_allocator *allocator,
                                    uint64_t seed, size_t expected);
void al_interner_release(al_interner *interner);

/* Make room for `extra` further strings, so that al_interner_find() never has to grow. */
AL_MUST_CHECK bool al_interner_reserve(al_interner *interner, size_t extra);

/* A string that is looked for. */
typedef struct al_sought {
    const char *bytes; /* 16 are readable behind them */
    uint32_t length;
    al_key key;   /* al_interner_key() */
    size_t place; /* in the table, al_interner_place(), for prefetching */
} al_sought;

/* The key of `length` bytes, behind which 16 bytes are readable, and its place in the table. */
al_key al_interner_key(const al_interner *interner, const char *bytes, uint32_t length);
size_t al_interner_place(const al_interner *interner, al_key key, uint32_t length);

/* All of it at once. */
al_sought al_interner_seek(const al_interner *interner, const char *bytes, uint32_t length);

/* The slot that holds the string, or a free one, which stays as it is. */
const al_slot *al_interner_look_up(const al_interner *interner, const al_sought *sought,
                                   const al_interned *interned);

/*
 * The slot that holds the string, or a free one with key and length filled in, which the caller
 * numbers with interner->n++.
 */
al_slot *al_interner_find(al_interner *interner, const al_sought *sought,
                          const al_interned *interned);

#endif
