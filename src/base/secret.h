/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What whoever writes the texts cannot foresee: the key of every hash table whose
 * contents an input chooses. With a known hash a text can be made whose words all fall
 * into one place, and each look-up then passes all of them (Crosby and Wallach, Denial of
 * service via algorithmic complexity attacks, USENIX Security 2003).
 *
 * The key comes from the system, once a process, and is the only thing that the library
 * keeps. No answer depends on it: tables compare in full what falls together, and nothing is listed
 * in the order of a table. What is sampled by its hash is sampled by a fixed one.
 */
#ifndef AL_SECRET_H
#define AL_SECRET_H

#include <stdint.h>

enum { AL_SECRET_WORDS = 8 };

/* 64 bits each, all odd, so that they are good factors. Thread-safe; never NULL, never changes. */
const uint64_t *al_secret(void);

/* A hash mixed with a key to a place in a table: twice, that rows of hashes are no rows of places.
 */
static inline uint32_t al_secret_place(uint64_t hash, uint64_t key)
{
    hash = (hash ^ hash >> 32) * key;
    return (uint32_t)((hash ^ hash >> 29) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

#endif
