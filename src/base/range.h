/* SPDX-License-Identifier: Apache-2.0 */
/* A half-open range of words or of bytes, as the context says. */
#ifndef AL_RANGE_H
#define AL_RANGE_H

#include <stdint.h>

typedef struct al_range {
    uint32_t start;
    uint32_t end;
} al_range;

/* One of either side's words. */
typedef struct al_words_range {
    uint32_t start[2];
    uint32_t end[2];
} al_words_range;

#endif
