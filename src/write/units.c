/* SPDX-License-Identifier: Apache-2.0 */
/* Counting on from place to place; see units.h. */
#include "write/units.h"

#include "text/place.h"
#include "base/utf8.h"

#include <assert.h>

/* Farther than this the index of places is quicker than counting. */
enum { MOST_COUNTED = 4096 };

/* Up to here a look whether all is ASCII costs less than a call. */
enum { SHORT = 32 };

void al_unit_walker_init(al_unit_walker *walker, const almost_text *text, almost_units units)
{
    *walker = (al_unit_walker){
        .text = text,
        .units = units,
        .direct = units == ALMOST_BYTES || text->ascii,
    };
}

static uint64_t count(const al_unit_walker *walker, uint64_t start, uint64_t end)
{
    assert(start <= end && end <= walker->text->length);
    const char *bytes = walker->text->bytes + start;
    uint64_t length = end - start;
    if (length <= SHORT) {
        unsigned char all = 0;
        for (uint64_t i = 0; i < length; i++)
            all |= (unsigned char)bytes[i];
        if (all < 0x80)
            return length;
    }
    if (walker->units == ALMOST_UTF16)
        return al_count_utf16(bytes, length);
    return al_count_code_points(bytes, length);
}

uint64_t al_unit_walker_go(al_unit_walker *walker, uint64_t byte)
{
    if (byte >= walker->byte && byte - walker->byte <= MOST_COUNTED) {
        walker->place += count(walker, walker->byte, byte);
    } else if (byte < walker->byte && walker->byte - byte <= MOST_COUNTED) {
        walker->place -= count(walker, byte, walker->byte);
    } else {
        almost_place place = al_place_at(walker->text, byte);
        walker->place = walker->units == ALMOST_UTF16 ? place.utf16 : place.code_point;
    }
    walker->byte = byte;
    return walker->place;
}
