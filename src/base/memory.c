/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The allocator of the C library, and checked sizes for any allocator. Nothing
 * else in the library calls malloc(). Sizes are multiplied with overflow in mind,
 * a request for nothing gets a byte (NULL always means failure), and blocks of
 * 2 MiB and more are asked for on large pages.
 */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifdef MADV_HUGEPAGE
static const size_t large_page = (size_t)1 << 21;

static bool is_large(size_t size)
{
    return size >= large_page && size <= SIZE_MAX - large_page;
}

/*
 * Large pages, where the system leaves the choice to programs: comparing two
 * Bibles otherwise spends a quarter of its time in page faults. The rest that
 * fills less than half of a page stays on small ones.
 */
static void *allocate_large(size_t size)
{
    size_t whole = (size + large_page / 2) / large_page * large_page;
    void *pointer;
    if (posix_memalign(&pointer, large_page, size > whole ? size : whole) != 0)
        return NULL;
    madvise(pointer, whole, MADV_HUGEPAGE); /* a wish: where it is refused, nothing changes */
    return pointer;
}

/*
 * A block that grows is copied to large pages. The C library would not move it by its pages either:
 * those that are large are no part of the mapping around them any more.
 */
static void *grow_large(void *pointer, size_t old_size, size_t size)
{
    void *grown = allocate_large(size);
    if (grown == NULL)
        return NULL;
    memcpy(grown, pointer, old_size);
    free(pointer);
    return grown;
}

/* The same of zeroed memory, which the C library places: for as much of it as is large pages. */
static void ask_for_large_pages(void *pointer, size_t size)
{
    uintptr_t start = ((uintptr_t)pointer + large_page - 1) / large_page * large_page;
    uintptr_t end = ((uintptr_t)pointer + size) / large_page * large_page;
    if (pointer != NULL && start < end)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
}
#else
static void ask_for_large_pages(void *pointer, size_t size)
{
    (void)pointer;
    (void)size;
}
#endif

static void *allocate(void *context, size_t size)
{
    (void)context;
#ifdef MADV_HUGEPAGE
    if (is_large(size))
        return allocate_large(size);
#endif
    return malloc(size);
}

static void *reallocate(void *context, void *pointer, size_t old_size, size_t size)
{
    (void)context;
#ifdef MADV_HUGEPAGE
    if (is_large(size) && size > old_size)
        return grow_large(pointer, old_size, size);
#endif
    (void)old_size;
    return realloc(pointer, size);
}

/* Fresh pages are zero already: calloc() knows. */
static void *allocate_zero(size_t count, size_t size)
{
    void *pointer = calloc(count, size);
    if (pointer != NULL)
        ask_for_large_pages(pointer, count * size);
    return pointer;
}

static void release(void *context, void *pointer)
{
    (void)context;
    free(pointer);
}

static const almost_allocator standard = {allocate, reallocate, release, NULL};

const almost_allocator *al_allocator_default(void)
{
    return &standard;
}

const almost_allocator *al_allocator_of(const almost_environment *environment)
{
    if (environment == NULL || environment->allocator == NULL)
        return &standard;
    return environment->allocator;
}

void *al_allocate(const almost_allocator *allocator, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    return allocator->allocate(allocator->context, bytes ? bytes : 1);
}

void *al_allocate_zero(const almost_allocator *allocator, size_t count, size_t size)
{
    if (allocator == &standard)
        return allocate_zero(count ? count : 1, size ? size : 1);
    void *pointer = al_allocate(allocator, count, size);
    if (pointer != NULL)
        memset(pointer, 0, count * size);
    return pointer;
}

void *al_reallocate(const almost_allocator *allocator, void *pointer, size_t old_count,
                    size_t count, size_t size)
{
    size_t bytes, before = old_count * size;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    if (pointer == NULL)
        return al_allocate(allocator, count, size);
    return allocator->reallocate(allocator->context, pointer, before ? before : 1,
                                 bytes ? bytes : 1);
}

void al_release(const almost_allocator *allocator, void *pointer)
{
    if (pointer != NULL)
        allocator->release(allocator->context, pointer);
}

bool al_grow(const almost_allocator *allocator, void **items, size_t *capacity, size_t wanted,
             size_t size)
{
    if (wanted <= *capacity)
        return true;
    size_t room = *capacity < 8 ? 16 : *capacity * 2;
    if (room < wanted)
        room = wanted;
    void *grown = al_reallocate(allocator, *items, *capacity, room, size);
    if (grown == NULL)
        return false;
    *items = grown;
    *capacity = room;
    return true;
}
