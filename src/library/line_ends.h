/* SPDX-License-Identifier: Apache-2.0 */
/* How many lines end in some bytes: by LF, by CR LF, or by CR. */
#ifndef AL_LINE_ENDS_H
#define AL_LINE_ENDS_H

#include "base/load.h"

#include <stdint.h>
#include <string.h>

/* How often a byte below 0x80 stands in the bytes: eight at a time. */
static inline uint64_t al_count_byte(const char *bytes, uint64_t length, char byte)
{
    enum { MOST = 255 }; /* rounds, before a sum of eight bits is full */
    const uint64_t ones = UINT64_C(0x0101010101010101), low = ones * 0x7F;
    uint64_t found = 0, at = 0;
    while (length - at >= 8) {
        uint64_t sums = 0;
        for (int i = 0; i < MOST && length - at >= 8; i++, at += 8) {
            uint64_t differs = al_load_eight(bytes + at) ^ ones * (unsigned char)byte;
            sums += ~(((differs & low) + low) | differs) >> 7 & ones;
        }
        const uint64_t pairs = UINT64_C(0x00FF00FF00FF00FF);
        sums = (sums & pairs) + (sums >> 8 & pairs);
        found += sums * UINT64_C(0x0001000100010001) >> 48;
    }
    for (; at < length; at++)
        found += bytes[at] == byte;
    return found;
}

/* A CR that is the last byte ends a line; then no LF should follow. */
static inline uint32_t al_count_line_ends(const char *bytes, uint64_t length)
{
    uint32_t found = (uint32_t)al_count_byte(bytes, length, '\n');
    if (memchr(bytes, '\r', length) == NULL)
        return found;
    for (uint64_t at = 0; at < length; at++)
        found += bytes[at] == '\r' && (at + 1 == length || bytes[at + 1] != '\n');
    return found;
}

#endif
