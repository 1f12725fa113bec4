/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of scanned pages share. */
#include "read/scanned.h"

#include "read/xml.h"
#include "text/signs.h"

void al_scanned_split(al_layout *layout, const char *bytes, uint32_t length,
                      const al_layout_word *as)
{
    bool each = as->source.end - as->source.start == length; /* byte for byte */
    for (uint32_t at = 0; at < length;) {
        uint32_t end = at;
        while (end < length && !al_is_space_byte(bytes[end]))
            end++;
        al_layout_word word = *as;
        if (each)
            word.source = (al_range){as->source.start + at, as->source.start + end};
        al_layout_add_word(layout, bytes + at, end - at, &word);
        for (at = end; at < length && al_is_space_byte(bytes[at]);)
            at++;
    }
}

bool al_scanned_root(const al_read_source *source, const char *wanted)
{
    enum { ROOM = 80, LOOKED_AT = 64 };
    char space[ROOM], name[ROOM];
    size_t front = source->length < LOOKED_AT ? (size_t)source->length : LOOKED_AT;
    return memchr(source->bytes, '<', front) != NULL &&
           al_xml_root(source->bytes, source->length, space, name, ROOM) &&
           strcmp(name, wanted) == 0;
}
