/* SPDX-License-Identifier: Apache-2.0 */
/* White space that is left out and alone is nothing; see told.h. */
#include "write/told.h"

#include "text/signs.h"

static bool is_nothing(const almost_text *text, uint32_t at)
{
    return text->bytes[at] == ' ' && !al_is_space_byte(text->whole->bytes[at]) &&
           (at == 0 || !al_is_space_byte(text->bytes[at - 1])) &&
           (at + 1 >= text->length || !al_is_space_byte(text->bytes[at + 1]));
}

const char *al_told_bytes(const almost_text *text, al_range range, al_buffer *scratch,
                          uint32_t *length)
{
    uint32_t start = range.start;
    scratch->length = 0;
    for (uint32_t at = start; text->whole != NULL && at < range.end; at++) {
        if (!is_nothing(text, at))
            continue;
        al_buffer_append(scratch, text->bytes + start, at - start);
        start = at + 1;
    }
    if (start == range.start) {
        *length = range.end - start;
        return text->bytes + start;
    }
    al_buffer_append(scratch, text->bytes + start, range.end - start);
    *length = (uint32_t)scratch->length;
    return scratch->bytes != NULL ? scratch->bytes : "";
}
