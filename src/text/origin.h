/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the bytes of a text come from.
 *
 * A text that is its source, decoded, has no origin of its own: its bytes stand in the source as
 * they are, or the decoding knows the way back. A text that a reader puts together has runs:
 * stretches of the text, each from a stretch of the source. As many bytes on both sides are the
 * same bytes, one by one; else all of the run comes from all of its stretch, as `&` does from
 * `&amp;`, or a line break from nothing at a place.
 */
#ifndef AL_ORIGIN_H
#define AL_ORIGIN_H

#include "base/range.h"
#include "text/text.h"

typedef struct al_origin_run {
    uint32_t start;  /* in the text; ends where the next run begins, or the text ends */
    al_range source; /* bytes of the source */
} al_origin_run;

typedef struct al_origin {
    const almost_allocator *allocator;
    al_origin_run *runs;
    size_t n;
    size_t capacity;
    uint32_t end; /* of the last run, in the text */
} al_origin;

/* None yet. NULL when memory ends. */
al_origin *al_origin_new(const almost_allocator *allocator);
void al_origin_free(al_origin *origin);

/*
 * The next `length` bytes of the text come from these of the source, in any order of the source.
 * What continues the last run byte for byte lengthens it. False when memory ends.
 */
bool al_origin_add(al_origin *origin, uint32_t length, al_range source);

/* The byte of the source for a place whose other members are known. O(log runs). */
uint64_t al_origin_source_byte(const almost_text *text, const almost_place *place);

#endif
