/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of lines beside a text; see margin.h. */
#include "write/margin.h"

#include "base/number.h"
#include "text/place.h"

enum { GAP = 2 /* cells between the numbers and the text */ };

al_margin al_margin_of(const almost_text *text, uint32_t width, uint32_t least)
{
    char digits[26];
    uint64_t lines = al_place_at(text, text->length).line;
    uint32_t cells = (uint32_t)(al_put_grouped(digits, lines) - digits) + GAP;
    return (al_margin){.text = text, .cells = width >= least + cells ? cells : 0};
}

void al_margin_put(al_margin *margin, al_line *line, uint64_t place)
{
    uint32_t start = line->cells, end = start + margin->cells;
    bool numbered = place != AL_PLACE_NONE && place != AL_PLACE_OTHER;
    uint64_t number = numbered ? al_place_at(margin->text, place - 1).line : 0;
    if (margin->cells > 0 && number != 0 && number != margin->last) {
        char digits[26];
        uint32_t length = (uint32_t)(al_put_grouped(digits, number) - digits);
        al_line_pad(line, end - GAP - length);
        al_line_put(line, AL_STYLE_DIM, digits, length, length);
    }
    al_line_pad(line, end);
    if (place != AL_PLACE_OTHER)
        margin->last = number;
}
