/* SPDX-License-Identifier: Apache-2.0 */
/* What is read from right to left, by the blocks that Unicode keeps for it; see isolate.h. */
#include "page/isolate.h"

#include "base/utf8.h"

#include <string.h>

static const char opening[] = "\xE2\x80\x9C", closing[] = "\xE2\x80\x9D";

/* Hebrew to Arabic Extended-A, presentation forms, the old scripts of the first plane, Adlam. */
static bool is_turned(uint32_t c)
{
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFE) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

bool al_turns(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t size = 1;
        if ((unsigned char)bytes[at] >= 0xD6 && is_turned(al_decode(bytes, length, at, &size)))
            return true;
        at += size;
    }
    return false;
}

/* Where a mark of three bytes begins, or `length`. */
static size_t find_mark(const char *bytes, size_t length, const char *mark)
{
    for (size_t at = 0; at + 3 <= length; at++)
        if (memcmp(bytes + at, mark, 3) == 0)
            return at;
    return length;
}

size_t al_quotation_part(const char *sentence, size_t length, bool *quoted)
{
    if (*quoted) { /* this part is */
        *quoted = false;
        return find_mark(sentence, length, closing);
    }
    size_t mark = find_mark(sentence, length, opening);
    *quoted = mark < length;
    return mark < length ? mark + 3 : length;
}
