/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hashes of the blocks of a text: what a patch carries to tell a stranger's
 * text from the one that was compared, and where the two first differ, in a
 * few lines at any length.
 */
#ifndef AL_BLOCKS_H
#define AL_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/* A text has at most so many blocks, and no block but the last is smaller than this. */
#define AL_BLOCKS_MOST 256
#define AL_BLOCKS_LEAST_SIZE 1024

/* The block size for a text of `length` bytes: the smallest power of two that keeps the limits. */
uint64_t al_blocks_size(uint64_t length);

/* How many blocks of `size` bytes cover `length` bytes; `size` is not 0. */
uint64_t al_blocks_count(uint64_t length, uint64_t size);

/* XXH3-64 with seed 0. */
uint64_t al_blocks_hash(const char *bytes, size_t length);

#endif
