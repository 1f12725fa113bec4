/* SPDX-License-Identifier: Apache-2.0 */
/* Words of our own, counted in cells; see phrase.h. */
#include "write/phrase.h"

#include "text/place.h"

#include <assert.h>

void al_phrase_add(al_phrase *phrase, const char *text)
{
    assert(strlen(text) <= sizeof phrase->bytes - phrase->length);
    for (; *text != '\0'; text++) {
        phrase->bytes[phrase->length++] = *text;
        phrase->cells += ((unsigned char)*text & 0xC0) != 0x80;
    }
}

void al_phrase_add_number(al_phrase *phrase, uint64_t number)
{
    char digits[32];
    *al_put_grouped(digits, number) = '\0';
    al_phrase_add(phrase, digits);
}

void al_phrase_add_where(al_phrase *phrase, const al_where *where)
{
    assert(where->length <= sizeof phrase->bytes - phrase->length);
    memcpy(phrase->bytes + phrase->length, where->bytes, where->length);
    phrase->length += where->length;
    phrase->cells += where->cells;
}

static void add_place(al_phrase *phrase, almost_place place, bool column)
{
    al_phrase_add_number(phrase, place.line);
    if (!column)
        return;
    al_phrase_add(phrase, ":");
    al_phrase_add_number(phrase, place.column);
}

/* In few cells, but a line is called one beside a page of the other text. */
static void add_end(al_phrase *phrase, const almost_text *text, uint64_t byte)
{
    bool marked = al_where_is_marked(text);
    al_where where = marked ? al_where_short(text, byte) : al_where_of(text, byte);
    al_phrase_add_where(phrase, &where);
}

void al_phrase_add_way(al_phrase *phrase, const almost_comparison *comparison,
                       const almost_passage *passage)
{
    if (al_where_is_marked(comparison->original) || al_where_is_marked(comparison->telling)) {
        add_end(phrase, comparison->original, passage->original.start);
        al_phrase_add(phrase, " → ");
        add_end(phrase, comparison->telling, passage->telling.start);
        return;
    }
    almost_place from = al_place_at(comparison->original, passage->original.start);
    almost_place to = al_place_at(comparison->telling, passage->telling.start);
    bool within = passage->moved && from.line == to.line;
    add_place(phrase, from, within);
    al_phrase_add(phrase, " → ");
    add_place(phrase, to, within);
}

al_phrase al_phrase_of_lines(const almost_text *text, uint64_t first, uint64_t last)
{
    assert(first <= last);
    al_phrase phrase = {.length = 0};
    al_where where = al_where_between(text, first, last);
    al_phrase_add_where(&phrase, &where);
    return phrase;
}

al_phrase al_phrase_of_span(const almost_text *text, almost_span span)
{
    return al_phrase_of_lines(text, span.start, span.end > span.start ? span.end - 1 : span.end);
}

void al_phrase_flow(const al_phrase *phrase, al_flow *flow, al_style style)
{
    al_flow_text(flow, style, phrase->bytes, phrase->length);
}

void al_phrase_put(const al_phrase *phrase, al_line *line, al_style style)
{
    al_line_put(line, style, phrase->bytes, phrase->length, phrase->cells);
}

void al_where_flow(const al_where *where, al_flow *flow, al_style style)
{
    al_flow_text(flow, style, where->bytes, where->length);
}

void al_where_put(const al_where *where, al_line *line, al_style style)
{
    al_line_put(line, style, where->bytes, where->length, where->cells);
}
