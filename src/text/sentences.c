/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sentences.h"

#include <string.h>

/* Bytes of the hyphen at `at`, or 0. */
static uint32_t hyphen_size(const char *at)
{
    if (*at == '-')
        return 1;
    if (memcmp(at, "\xC2\xAD", 2) == 0)
        return 2;
    return memcmp(at, "\xE2\x80\x90", 3) == 0 ? 3 : 0;
}

bool al_hyphenated(const almost_text *text, al_word_span first, al_word_span second)
{
    enum { widest = 256 }; /* bytes of indentation that are looked at */
    const char *bytes = text->bytes;
    uint32_t size = hyphen_size(bytes + first.end), at = first.end + size, breaks = 0;
    if (size == 0 || second.start - first.end > widest)
        return false;
    for (; at < second.start; at++) {
        breaks += bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] != '\n');
        if (strchr(" \t\r\n", bytes[at]) == NULL || bytes[at] == '\0')
            return false;
    }
    return breaks == 1;
}
