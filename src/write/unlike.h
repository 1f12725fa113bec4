/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where two nearly equal runs of bytes differ: what a patch has to say about a
 * passage that is the same but for line breaks or the shapes of quotation
 * marks. Small pieces are wanted, the fewest are not; time is linear.
 */
#ifndef AL_UNLIKE_H
#define AL_UNLIKE_H

#include "base/memory.h"
#include "base/must_check.h"

typedef struct al_unlike {
    const almost_allocator *allocator;
    const char *bytes[2];
    uint64_t length[2];
    uint64_t at[2];
    uint32_t *table; /* first place of each group of four bytes in the window */
    size_t table_capacity;
} al_unlike;

/* Spans in the two runs; one of them may be empty, not both. */
typedef struct al_unlike_piece {
    bool equal;
    uint64_t start[2];
    uint64_t end[2];
} al_unlike_piece;

void al_unlike_init(al_unlike *unlike, const almost_allocator *allocator);
void al_unlike_release(al_unlike *unlike);

/* Begin with two runs; memory of the runs before is used again. */
void al_unlike_begin(al_unlike *unlike, const char *original, uint64_t original_length,
                     const char *telling, uint64_t telling_length);

/* The next piece; false at the end, and when memory ended, which sets *failed. */
AL_MUST_CHECK bool al_unlike_next(al_unlike *unlike, al_unlike_piece *piece, bool *failed);

#endif
