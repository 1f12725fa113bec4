/* SPDX-License-Identifier: Apache-2.0 */
/* Marks as members of an object: numbers as numbers, names as strings; see json_place.h. */
#include "write/json_place.h"

#include "base/json.h"
#include "text/milestones.h"
#include "text/signs.h"

/* A stretch begins behind the one before, so that white space may stand before its first word. */
static uint64_t first_seen(const almost_text *text, al_range range)
{
    uint32_t at = range.start;
    while (at < range.end && al_is_space_byte(text->bytes[at]))
        at++;
    return at < range.end ? at : range.start;
}

static void write_mark(al_output *output, almost_mark_kind kind, const almost_mark *mark)
{
    al_output_text(output, "\"");
    al_output_text(output, almost_mark_kind_name(kind));
    if (mark->name == NULL) {
        al_json_count(output, "\":", mark->number);
        return;
    }
    al_output_text(output, "\":");
    al_json_bytes(output, mark->name, mark->name_length);
}

/* What a byte stands under, each kind behind `before`; false where it is nothing. */
static bool write_marks(al_output *output, const char *before, const almost_text *text,
                        uint64_t byte)
{
    bool any = false;
    for (int kind = 0; kind < AL_MILESTONE_KINDS; kind++) {
        almost_mark mark;
        if (!almost_text_mark(text, (almost_mark_kind)kind, byte, &mark))
            continue;
        al_output_text(output, any ? "," : before);
        write_mark(output, (almost_mark_kind)kind, &mark);
        any = true;
    }
    return any;
}

void al_json_place(al_output *output, const al_json_places *places)
{
    static const char *const keys[2][2] = {{",\"place\":{\"original\":{", NULL},
                                           {",\"place\":{\"telling\":{", ",\"telling\":{"}};
    bool any = false;
    for (int side = 0; side < 2; side++) {
        const almost_text *text = places->texts[side];
        const al_range *range = places->ranges[side];
        if (range == NULL || text->milestones == NULL)
            continue;
        if (!write_marks(output, keys[side][any], text, first_seen(text, *range)))
            continue;
        al_output_text(output, "}");
        any = true;
    }
    if (any)
        al_output_text(output, "}");
}
