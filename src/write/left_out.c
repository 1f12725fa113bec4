/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reader never put into the text is listed with it; what stands in it and is not compared is
 * a layer, whose value says what it is. One without a value, a mark of emphasis, is not worth a
 * word.
 */
#include "write/left_out.h"

#include "compare/looks.h"
#include "text/compared.h"
#include "text/layers.h"
#include "text/left_out.h"

#include <stdio.h>

static void add_span(al_left_out_list *list, const almost_text *text, const al_reading *reading,
                     const al_layer_span *span)
{
    al_value value = al_layers_value(text->layers, span);
    if (value.bytes == NULL || value.number == 0)
        return;
    uint64_t words = al_reading_words(reading, (almost_span){span->bytes.start, span->bytes.end});
    al_left_out_add(list, value.bytes, (size_t)value.number, words);
}

/* Of the layers, where they were left out: not with --exact. */
static void add_layers(al_left_out_list *list, const almost_text *compared)
{
    const almost_text *text = al_text_whole(compared);
    if (compared->whole == NULL)
        return;
    al_reading reading;
    al_reading_init(&reading, text);
    al_layer_walk walk =
        al_layers_walk(text->layers, AL_LAYER_OUTSIDE, (al_range){0, (uint32_t)text->length});
    for (const al_layer_span *span; (span = al_layer_next(&walk)) != NULL;)
        add_span(list, text, &reading, span);
}

static void say_side(const almost_text *text, al_buffer *out)
{
    al_left_out_list list = text->left_out;
    add_layers(&list, text);
    for (size_t i = 0; i < list.n; i++) {
        char words[26];
        if (i > 0)
            al_buffer_append_text(out, i + 1 < list.n ? ", " : " and ");
        al_buffer_append(out, list.items[i].what, list.items[i].length);
        if (list.items[i].words == 0)
            continue;
        *al_put_grouped(words, list.items[i].words) = '\0';
        al_buffer_append_format(out, " (%s word%s)", words, list.items[i].words == 1 ? "" : "s");
    }
}

bool al_left_out_say(const almost_comparison *comparison, al_left_out_said *said)
{
    al_buffer *sides = said->sides;
    for (int side = 0; side < 2; side++) {
        al_buffer_init(&sides[side], comparison->allocator);
        say_side(side == 0 ? comparison->original : comparison->telling, &sides[side]);
    }
    said->alike = sides[0].length > 0 && sides[0].length == sides[1].length &&
                  memcmp(sides[0].bytes, sides[1].bytes, sides[0].length) == 0;
    return !sides[0].failed && !sides[1].failed;
}

void al_left_out_formatting(const almost_comparison *comparison, char out[AL_LEFT_OUT_FORMATTING])
{
    uint64_t places = al_looks_differ(comparison);
    char number[26];
    *al_put_grouped(number, places) = '\0';
    *out = '\0';
    if (places > 0)
        snprintf(out, AL_LEFT_OUT_FORMATTING,
                 "formatting (bold, italic and the like) is not compared; it differs in %s place%s",
                 number, places == 1 ? "" : "s");
}

void al_left_out_said_release(al_left_out_said *said)
{
    al_buffer_release(&said->sides[0]);
    al_buffer_release(&said->sides[1]);
}

static bool write_side(const al_page *page, const al_left_out_said *said, int side)
{
    const al_buffer *own = &said->sides[side];
    if (own->length == 0)
        return true;
    al_flow flow;
    al_page_flow(page, &flow);
    al_flow_say(&flow, AL_STYLE_DIM, "left out of ");
    if (said->alike)
        al_flow_say(&flow, AL_STYLE_DIM, "both");
    else
        al_page_say_side(page, &flow, AL_STYLE_DIM, side);
    al_flow_say(&flow, AL_STYLE_DIM, ": ");
    al_flow_text(&flow, AL_STYLE_DIM, own->bytes, own->length);
    return al_page_end_flow(&flow);
}

static bool write_formatting(const al_page *page)
{
    char said[AL_LEFT_OUT_FORMATTING];
    al_left_out_formatting(page->comparison, said);
    if (*said == '\0')
        return true;
    al_flow flow;
    al_page_flow(page, &flow);
    al_flow_say(&flow, AL_STYLE_DIM, said);
    return al_page_end_flow(&flow);
}

bool al_left_out_write(const al_page *page)
{
    al_left_out_said said;
    bool fine = al_left_out_say(page->comparison, &said);
    for (int side = 0; side < (said.alike ? 1 : 2) && fine; side++)
        fine = write_side(page, &said, side);
    al_left_out_said_release(&said);
    return fine && write_formatting(page);
}
