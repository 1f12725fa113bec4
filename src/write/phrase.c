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

static void add_place(al_phrase *phrase, almost_place place, bool column)
{
    al_phrase_add_number(phrase, place.line);
    if (!column)
        return;
    al_phrase_add(phrase, ":");
    al_phrase_add_number(phrase, place.column);
}

void al_phrase_add_way(al_phrase *phrase, const almost_comparison *comparison,
                       const almost_passage *passage)
{
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
    uint64_t first_line = al_place_at(text, first).line;
    uint64_t last_line = al_place_at(text, last).line;
    al_phrase_add(&phrase, first_line == last_line ? "line " : "lines ");
    al_phrase_add_number(&phrase, first_line);
    if (first_line != last_line) {
        al_phrase_add(&phrase, "–");
        al_phrase_add_number(&phrase, last_line);
    }
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
