/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a source as they came, with AL_TEXT_PADDING blanks behind: mapped or in memory. */
#ifndef AL_SOURCE_H
#define AL_SOURCE_H

#include "text/text.h"

typedef struct al_bytes {
    char *bytes;
    uint64_t length;
    size_t mapped; /* bytes of the mapping, or 0 when it is memory of the allocator */
} al_bytes;

void al_source_release(const almost_allocator *allocator, al_bytes *source);

#endif
