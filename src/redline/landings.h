/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes at which something comes, so that it is known of any element whether it stays empty. */
#ifndef AL_REDLINE_LANDINGS_H
#define AL_REDLINE_LANDINGS_H

#include "base/memory.h"
#include "base/range.h"

#include <stdbool.h>

typedef struct al_landings {
    const almost_allocator *allocator;
    uint32_t *bytes;
    size_t n, room;
    bool failed; /* memory has ended */
} al_landings;

/* An empty list is {.allocator = …}. */
void al_landings_add(al_landings *landings, uint32_t byte);
/* Once all are added, before any is asked for. */
void al_landings_sort(al_landings *landings);
void al_landings_release(al_landings *landings);

/* Whether one lies within a range, and not at its start. O(log n). */
bool al_landings_any(const al_landings *landings, al_range within);

#endif
