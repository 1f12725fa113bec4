/* SPDX-License-Identifier: Apache-2.0 */
/* How many lines end in some bytes: by LF, by CR LF, or by CR. */
#ifndef AL_LINE_ENDS_H
#define AL_LINE_ENDS_H

#include <stdint.h>
#include <string.h>

/* A CR that is the last byte ends a line; then no LF should follow. */
static inline uint32_t al_count_line_ends(const char *bytes, uint64_t length)
{
    uint32_t found = 0;
    for (uint64_t at = 0; at < length; at++)
        found += bytes[at] == '\n';
    if (memchr(bytes, '\r', length) == NULL)
        return found;
    for (uint64_t at = 0; at < length; at++)
        found += bytes[at] == '\r' && (at + 1 == length || bytes[at + 1] != '\n');
    return found;
}

#endif
