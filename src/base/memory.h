/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory from the caller's allocator. Every size is checked for overflow;
 * failure is NULL, which callers turn into ALMOST_ERROR_MEMORY.
 */
#ifndef AL_MEMORY_H
#define AL_MEMORY_H

#include "almost/almost.h"
#include "base/must_check.h"

#include <stdbool.h>

/* The C library's malloc, realloc and free. */
const almost_allocator *al_allocator_default(void);

/* The environment's allocator, or the default. `environment` may be NULL. */
const almost_allocator *al_allocator_of(const almost_environment *environment);

/* Room for `count` items of `size` bytes; never NULL for 0 items. */
void *al_allocate(const almost_allocator *allocator, size_t count, size_t size);

/* The same, all zero. */
void *al_allocate_zero(const almost_allocator *allocator, size_t count, size_t size);

/* Grow or shrink to `count` items; the old block stays on failure. */
void *al_reallocate(const almost_allocator *allocator, void *pointer, size_t old_count,
                    size_t count, size_t size);

/* Release; NULL is fine. */
void al_release(const almost_allocator *allocator, void *pointer);

/*
 * One block for many arrays: the next `count` items of `size` bytes, behind *used bytes that have
 * been carved off before. With no block nothing but *used is worked out: how large it is to be.
 * Arrays of numbers of 32 bits are counted by such numbers, so that sizes cannot overflow.
 */
static inline void *al_carve(char *block, size_t *used, uint64_t count, size_t size)
{
    char *carved = block != NULL ? block + *used : NULL;
    *used += (count * size + 15) & ~(size_t)15;
    return carved;
}

/*
 * Make room for at least `wanted` items in the array at *items, which has room
 * for *capacity, doubling it. False when memory ends; the array stays as it was.
 */
AL_MUST_CHECK bool al_grow(const almost_allocator *allocator, void **items, size_t *capacity,
                           size_t wanted, size_t size);

#endif
