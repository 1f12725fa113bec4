/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing two novels takes a dozen megabytes for a dozen milliseconds, of which
 * a sixth goes into page faults: for pages of the heap met for the first time, and
 * for larger blocks that are unmapped and mapped again. Both go: blocks come from
 * the heap, what is freed stays there, and the heap begins with a stretch of
 * addresses, none of them used yet, on which the system may put large pages.
 */
#include "heap.h"

#include <features.h>

#if defined(__GLIBC__) && defined(__linux__)

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    large_page = 1 << 21,
    stretch = 1 << 24,            /* bytes of addresses; what comes behind stands on small pages */
    least_mapped = large_page / 2 /* larger blocks are better mapped: they grow without a copy */
};

void heap_prepare(void)
{
    mallopt(M_MMAP_THRESHOLD, least_mapped);
    mallopt(M_TRIM_THRESHOLD, 2 * stretch);
    uintptr_t start = (uintptr_t)sbrk(0);
    mallopt(M_TOP_PAD, stretch);
    void *volatile first = malloc(1); /* volatile, as a compiler may leave out the two */
    free(first);                      /* and by now the heap has its stretch */
    mallopt(M_TOP_PAD, large_page);
    uintptr_t end = (uintptr_t)sbrk(0);
    start = (start + large_page - 1) / large_page * large_page;
    if (start < end)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
}

#else

void heap_prepare(void)
{
}

#endif
