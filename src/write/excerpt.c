/* SPDX-License-Identifier: Apache-2.0 */
/* A blank is looked for as far as long words go; scripts without blanks are cut between characters.
 */
#include "write/excerpt.h"

#include "text/signs.h"

enum { LONGEST_WORD = 32 /* bytes */ };

static bool within_character(const almost_text *text, uint64_t at)
{
    return at < text->length && ((unsigned char)text->bytes[at] & 0xC0) == 0x80;
}

uint64_t al_excerpt_end(const almost_text *text, almost_span span, uint64_t most)
{
    if (span.end - span.start <= most)
        return span.end;
    uint64_t end = span.start + most;
    uint64_t least = most > LONGEST_WORD ? end - LONGEST_WORD : span.start;
    for (uint64_t at = end; at > least; at--)
        if (al_is_space_byte(text->bytes[at]))
            return at;
    while (end > span.start && within_character(text, end))
        end--;
    return end;
}

uint64_t al_excerpt_start(const almost_text *text, almost_span span, uint64_t most)
{
    if (span.end - span.start <= most)
        return span.start;
    uint64_t start = span.end - most;
    uint64_t last = most > LONGEST_WORD ? start + LONGEST_WORD : span.end;
    for (uint64_t at = start; at < last; at++)
        if (al_is_space_byte(text->bytes[at - 1]))
            return at;
    while (start < span.end && within_character(text, start))
        start++;
    return start;
}
