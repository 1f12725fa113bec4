/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks of a text and their hashes. The size of a block doubles until no more
 * than AL_BLOCKS_MOST are needed, so it follows from the length alone and a patch
 * need not say it.
 */
#include "base/blocks.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t al_blocks_size(uint64_t length)
{
    uint64_t size = AL_BLOCKS_LEAST_SIZE;
    while (al_blocks_count(length, size) > AL_BLOCKS_MOST)
        size *= 2;
    return size;
}

uint64_t al_blocks_count(uint64_t length, uint64_t size)
{
    return length / size + (length % size != 0);
}

uint64_t al_blocks_hash(const char *bytes, size_t length)
{
    return XXH3_64bits(bytes, length);
}
