/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The spellings that many texts have in common, each kept once with what
 * follows from its letters alone: how it folds, and what the stages above
 * found out about it and leave here. The same few thousand words come back in
 * every text of a batch; what was worked out for one need not be for the next.
 *
 * Any number of threads may use a vocabulary at once. Looking up takes no
 * lock: the table only grows, its slots are filled once, and a larger table
 * replaces it whole. Where a vocable stands in memory depends on who came
 * first and so on threads; no answer may.
 */
#ifndef AL_VOCABULARY_H
#define AL_VOCABULARY_H

#include "base/memory.h"

#include <stdatomic.h>

typedef struct al_vocabulary al_vocabulary;
typedef struct al_vocable al_vocable;

/*
 * One spelling: a type, in the linguist's terms, as the words of texts are its tokens. What is left
 * with it is a store for whoever works it out, filled at any time by any thread, always with the
 * same: that a list or survey never changes does not include it. Its bytes stand behind it, with 16
 * zero bytes behind them, and never move.
 */
struct al_vocable {
    uint64_t key;
    uint32_t length;
    _Atomic(al_vocable *) fold;   /* how it folds by all bits of fold.h; NULL: not yet asked */
    atomic_uint marks;            /* left by language.c; 0: none yet */
    atomic_uint classes;          /* left by classes.c, of the first language; 0: none yet */
    atomic_uint_least64_t sketch; /* left by sketch.c; 0: none yet */
    _Atomic(void *) records;      /* left by al_word_record_add(): one a language */
    _Atomic(void *) stems;        /* left by al_stem_of(): one a language */
};

/* The bytes of a vocable; nothing is read of it. */
static inline const char *al_vocable_bytes(const al_vocable *vocable)
{
    return (const char *)(vocable + 1);
}

/* `seed` makes the hashing unforeseeable to whoever writes the texts. NULL when memory ends. */
al_vocabulary *al_vocabulary_new(const almost_allocator *allocator, uint64_t seed);
void al_vocabulary_free(al_vocabulary *vocabulary);

uint64_t al_vocabulary_seed(const al_vocabulary *vocabulary);

/*
 * The key of `length` bytes (16 readable behind), by which they are found. A vocabulary is larger
 * than the caches: tell it of a key early, and once more before it is wanted, and it is there.
 */
uint64_t al_vocabulary_key(const al_vocabulary *vocabulary, const char *bytes, uint32_t length);
void al_vocabulary_soon(const al_vocabulary *vocabulary, uint64_t key);
void al_vocabulary_sooner(const al_vocabulary *vocabulary, uint64_t key);

/* The vocable of `length` bytes (16 readable behind), which has its fold; NULL when memory ends. */
al_vocable *al_vocabulary_add(al_vocabulary *vocabulary, uint64_t key, const char *bytes,
                              uint32_t length);

/* The vocable of these bytes if there is one, or NULL. */
const al_vocable *al_vocabulary_find(const al_vocabulary *vocabulary, const char *bytes,
                                     uint32_t length);

/*
 * Memory that lives as long as the vocabulary; NULL when it ends. `size` is a few hundred at most.
 */
void *al_vocabulary_room(al_vocabulary *vocabulary, size_t size);

/* Bytes of memory that it takes. */
uint64_t al_vocabulary_size(const al_vocabulary *vocabulary);

#endif
