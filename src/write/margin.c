/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of lines beside a text; see margin.h. */
#include "write/margin.h"

#include "text/milestones.h"
#include "write/phrase.h"

enum { GAP = 2 /* cells between the numbers and the text */ };

/* Cells of the longest place; of those that are counted the last is. */
static uint32_t longest(const almost_text *text)
{
    uint32_t cells = al_where_short(text, text->length).cells;
    for (int kind = 0; kind < AL_MILESTONE_KINDS; kind++) {
        size_t n;
        const al_milestone *all = al_milestones_all(text->milestones, (al_milestone_kind)kind, &n);
        for (size_t i = 0; i < n; i++) {
            bool counted = al_milestones_value(text->milestones, &all[i]).bytes == NULL;
            if (counted && kind != AL_MILESTONE_TIMECODE && i + 1 < n)
                continue;
            uint32_t here = al_where_short(text, all[i].at).cells;
            cells = here > cells ? here : cells;
        }
    }
    return cells;
}

static bool is_same(const al_where *a, const al_where *b)
{
    return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

al_margin al_margin_of(const almost_text *text, uint32_t width, uint32_t least)
{
    uint32_t cells = longest(text) + GAP;
    return (al_margin){.text = text, .cells = width >= least + cells ? cells : 0};
}

void al_margin_put(al_margin *margin, al_line *line, uint64_t place)
{
    uint32_t end = line->cells + margin->cells;
    al_where where = {.length = 0};
    if (place != AL_PLACE_NONE && place != AL_PLACE_OTHER)
        where = al_where_short(margin->text, place - 1);
    if (where.length > 0 && where.cells + GAP <= margin->cells && !is_same(&where, &margin->last)) {
        al_line_pad(line, end - GAP - where.cells);
        al_where_put(&where, line, AL_STYLE_DIM);
    }
    al_line_pad(line, end);
    if (place != AL_PLACE_OTHER)
        margin->last = where;
}
