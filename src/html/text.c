/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the code points; those that need nothing are handed on in stretches. */
#include "html/text.h"

#include "base/utf8.h"
#include "base/xml_signs.h"

#include <stdio.h>

enum { ROOM = 16 };

static bool turns_direction(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
           c == 0x200F || c == 0x061C;
}

/* What stands for a code point, or NULL where it stands for itself. */
static const char *shown(uint32_t c, char room[ROOM])
{
    switch (c) {
    case '\t':
    case '\n':
    case '\r': return NULL;
    case 0x7F: return "\xE2\x90\xA1";
    case AL_INVALID: return "\xEF\xBF\xBD";
    default: break;
    }
    if (c < 0x20) {
        room[al_encode(0x2400 + c, room)] = '\0'; /* pictures of controls */
        return room;
    }
    if (!turns_direction(c) && (c < 0x80 || c > 0x9F))
        return al_xml_escape(c);
    snprintf(room, ROOM, "[U+%04X]", (unsigned)c);
    return room;
}

void al_html_text(al_output *output, const char *bytes, uint64_t length)
{
    uint64_t plain = 0;
    for (uint64_t at = 0; at < length;) {
        char room[ROOM];
        uint32_t size, c = al_decode(bytes, length, at, &size);
        const char *instead = shown(c, room);
        if (instead != NULL) {
            al_output_bytes(output, bytes + plain, (size_t)(at - plain));
            al_output_text(output, instead);
            plain = at + size;
        }
        at += size;
    }
    al_output_bytes(output, bytes + plain, (size_t)(length - plain));
}
