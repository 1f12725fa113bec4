/* SPDX-License-Identifier: Apache-2.0 */
/* Offsets of a text in the units of a reader as bytes: many at once, in any order. */
#ifndef AL_UNITS_TURN_H
#define AL_UNITS_TURN_H

#include "base/must_check.h"
#include "text/text.h"

/* Offsets that wait, where they are kept; they are bytes after al_units_turn(). */
typedef struct al_offsets {
    const almost_allocator *allocator;
    uint64_t **places;
    size_t n;
    size_t capacity;
    bool failed; /* memory has ended */
} al_offsets;

void al_offsets_add(al_offsets *offsets, uint64_t *place);
void al_offsets_add_span(al_offsets *offsets, almost_span *span);
void al_offsets_release(al_offsets *offsets);

/*
 * Turn all of them; one that lies beyond the text becomes its end, one within a character the
 * character's end. n log n in them, and once through the text.
 */
void al_units_turn(al_offsets *offsets, const almost_text *text, almost_units units);

#endif
