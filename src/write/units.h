/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes of a decoded text to the units that the reader asked for. A walker
 * counts on from the last place that it was asked for: nothing when the text
 * is ASCII or the units are bytes, a short stretch when places come in order,
 * as changes mostly do, and a look into the text's index of places otherwise.
 */
#ifndef AL_UNITS_H
#define AL_UNITS_H

#include "text/text.h"

typedef struct al_unit_walker {
    const almost_text *text;
    almost_units units;
    bool direct; /* a byte is its own place */
    uint64_t byte;
    uint64_t place;
} al_unit_walker;

void al_unit_walker_init(al_unit_walker *walker, const almost_text *text, almost_units units);

/* Go to a byte that is not the one where the walker stands. */
uint64_t al_unit_walker_go(al_unit_walker *walker, uint64_t byte);

static inline uint64_t al_unit_at(al_unit_walker *walker, uint64_t byte)
{
    if (walker->direct)
        return byte;
    if (byte == walker->byte)
        return walker->place;
    return al_unit_walker_go(walker, byte);
}

#endif
