/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of a text, and what is before each. */
#include "reuse/marks.h"

#include "base/utf8.h"

size_t al_piece_shift(const char *bytes, size_t length)
{
    size_t shift = 0;
    while (shift < 3 && shift < length && ((uint8_t)bytes[shift] & 0xC0) == 0x80)
        shift++;
    return shift;
}

void al_mark_pass(al_mark *mark, const char *bytes, size_t length, size_t letters)
{
    size_t points = al_count_code_points(bytes, length);
    mark->letters += (uint32_t)letters;
    mark->points += (uint32_t)points;
    if (points < length) /* there is something beyond ASCII */
        mark->pairs += (uint32_t)(al_count_utf16(bytes, length) - points);
}
