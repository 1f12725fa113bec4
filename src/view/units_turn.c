/* SPDX-License-Identifier: Apache-2.0 */
/* Sorted, so that one walk through the text meets them all. */
#include "view/units_turn.h"

#include "base/utf8.h"

#include <stdlib.h>

void al_offsets_add(al_offsets *offsets, uint64_t *place)
{
    if (!al_grow(offsets->allocator, (void **)&offsets->places, &offsets->capacity, offsets->n + 1,
                 sizeof(uint64_t *)))
        offsets->failed = true;
    else
        offsets->places[offsets->n++] = place;
}

void al_offsets_add_span(al_offsets *offsets, almost_span *span)
{
    al_offsets_add(offsets, &span->start);
    al_offsets_add(offsets, &span->end);
}

void al_offsets_release(al_offsets *offsets)
{
    al_release(offsets->allocator, offsets->places);
}

static int by_offset(const void *a, const void *b)
{
    const uint64_t left = **(uint64_t *const *)a, right = **(uint64_t *const *)b;
    return (left > right) - (left < right);
}

void al_units_turn(al_offsets *offsets, const almost_text *text, almost_units units)
{
    uint64_t byte = 0, unit = 0;
    if (offsets->n > 0)
        qsort(offsets->places, offsets->n, sizeof *offsets->places, by_offset);
    for (size_t i = 0; i < offsets->n; i++) {
        uint64_t wanted = *offsets->places[i];
        while (unit < wanted && byte < text->length) {
            uint32_t size, c = al_decode(text->bytes, text->length, byte, &size);
            byte += size;
            unit += units == ALMOST_BYTES ? size : units == ALMOST_UTF16 && c > 0xFFFF ? 2 : 1;
        }
        *offsets->places[i] = byte;
    }
}
