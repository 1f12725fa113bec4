/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that has one of its calls fail, and knows what is outstanding. */
#ifndef SCARCE_H
#define SCARCE_H

#include "almost/almost.h"

#include <stdbool.h>
#include <stdlib.h>

typedef struct scarce {
    almost_allocator allocator;
    long calls;
    long fails; /* the call that does; below 0: none */
    long outstanding;
    bool failed;
} scarce;

static inline bool scarce_fails(scarce *scarce)
{
    bool now = scarce->calls++ == scarce->fails;
    scarce->failed |= now;
    return now;
}

static void *scarce_allocate(void *context, size_t size)
{
    scarce *scarce = context;
    if (scarce_fails(scarce))
        return NULL;
    scarce->outstanding++;
    return malloc(size > 0 ? size : 1);
}

static void *scarce_reallocate(void *context, void *pointer, size_t old_size, size_t size)
{
    scarce *scarce = context;
    (void)old_size;
    if (scarce_fails(scarce))
        return NULL;
    scarce->outstanding += pointer == NULL;
    return realloc(pointer, size > 0 ? size : 1);
}

static void scarce_release(void *context, void *pointer)
{
    scarce *scarce = context;
    scarce->outstanding -= pointer != NULL;
    free(pointer);
}

/* `scarce` stays where it is while it is used. */
static inline void scarce_init(scarce *scarce, long fails)
{
    scarce->calls = scarce->outstanding = 0;
    scarce->failed = false;
    scarce->fails = fails;
    scarce->allocator = (almost_allocator){
        .allocate = scarce_allocate,
        .reallocate = scarce_reallocate,
        .release = scarce_release,
        .context = scarce,
    };
}

#endif
