/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A slice: some bytes of a text that are looked at as if they were all of it. What is found in them
 * stands at the bytes of the whole text; what stands around them is not looked at.
 */
#ifndef AL_SLICE_H
#define AL_SLICE_H

#include "text/text.h"

#include <assert.h>

/* Begins and ends at code points, those that are not valid included. */
typedef struct al_slice {
    const almost_text *text;
    uint32_t start;
    uint32_t end;
} al_slice;

/* All of a text. */
static inline al_slice al_slice_of(const almost_text *text)
{
    assert(text->length <= AL_TEXT_MOST_BYTES);
    return (al_slice){text, 0, (uint32_t)text->length};
}

static inline uint32_t al_slice_length(const al_slice *slice)
{
    return slice->end - slice->start;
}

static inline const char *al_slice_bytes(const al_slice *slice)
{
    return slice->text->bytes + slice->start;
}

#endif
