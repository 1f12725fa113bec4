/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison on its way to a page for reading: both texts as a reader sees
 * them, and what all parts of such a page do alike.
 */
#ifndef AL_WRITE_PAGE_H
#define AL_WRITE_PAGE_H

#include "page/reading.h"
#include "write/margin.h"
#include "write/writer.h"

enum { AL_PROSE_WIDTH = 100 /* cells that lines of prose fill at most, however wide the page */ };

typedef struct al_page {
    const almost_comparison *comparison;
    const almost_write_options *options;
    al_output *output;
    bool colour;
    bool marked; /* changes stand between marks: without colour, or where that is asked for */
    al_reading original;
    al_reading telling;
    al_margin *margin;              /* of the lines to come, or NULL */
    const struct al_retold *retold; /* what is shown as blocks, or NULL */
} al_page;

void al_page_init(al_page *page, const almost_comparison *comparison,
                  const almost_write_options *options, al_output *output);

/* The passage with this number where it has moved; else NULL. */
const almost_passage *al_page_moved(const al_page *page, uint32_t number);

/*
 * Add what a side is called: the last part of its name where the two differ in that, else `the
 * original` or `the telling`.
 */
void al_page_say_side(const al_page *page, al_flow *flow, al_style style, int side);
void al_page_put_side(const al_page *page, al_line *line, al_style style, int side);

/* Whether one of the texts has places other than its lines. */
bool al_page_is_marked(const al_page *page);

/* Add ` (lines of ONE → OTHER)`, or ` (in …)` where places are others, if there is room for it. */
void al_page_put_sides(const al_page *page, al_line *line);

/* The cells that a line has beside the margin. */
uint32_t al_page_width(const al_page *page);

/* Send a line, behind the margin if there is one. False when memory ends. */
AL_MUST_CHECK bool al_page_send(const al_page *page, al_line *line);

/* A flow that sends its lines to the page. */
void al_page_flow(const al_page *page, al_flow *flow);

/* End a flow and release it. False when memory has ended on the way. */
bool al_page_end_flow(al_flow *flow);

/* A quotation of what begins at `span`, clipped to the width of the page. */
void al_page_quote(al_line *line, const al_page *page, const al_reading *reading, almost_span span,
                   al_style style);

#endif
