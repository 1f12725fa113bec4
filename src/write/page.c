/* SPDX-License-Identifier: Apache-2.0 */
/* What all parts of a page for reading do alike; see page.h. */
#include "write/page.h"

#include <assert.h>

enum { LEAST_CELLS = 20 /* for a quotation, however narrow the page */ };

void al_page_init(al_page *page, const almost_comparison *comparison,
                  const almost_write_options *options, al_output *output)
{
    *page = (al_page){
        .comparison = comparison,
        .options = options,
        .output = output,
        .colour = options->colour != 0,
    };
    al_reading_init(&page->original, comparison->original);
    al_reading_init(&page->telling, comparison->telling);
}

const almost_passage *al_page_moved(const al_page *page, uint32_t number)
{
    const almost_comparison *comparison = page->comparison;
    assert(number <= comparison->n_passages);
    const almost_passage *passage = number > 0 ? &comparison->passages[number - 1] : NULL;
    return passage != NULL && passage->moved ? passage : NULL;
}

static bool send(void *output, al_line *line)
{
    return al_line_send(line, output);
}

void al_page_flow(const al_page *page, al_flow *flow)
{
    al_flow_init(flow, page->comparison->allocator, page->options->width, page->colour, send,
                 page->output);
}

bool al_page_end_flow(al_flow *flow)
{
    al_flow_finish(flow);
    bool fine = !flow->failed;
    al_flow_release(flow);
    return fine;
}

/* What is quoted gets quotation marks of its own; one that opens it would stand there twice. */
static almost_span without_opening(const al_reading *reading, almost_span span)
{
    static const char *const opening[] = {"\"", "“", "„", "«", "‘", "'"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        size_t size = strlen(opening[i]);
        if (span.end - span.start > size &&
            memcmp(reading->bytes + span.start, opening[i], size) == 0)
            return (almost_span){span.start + size, span.end};
    }
    return span;
}

void al_page_quote(al_line *line, const al_page *page, const al_reading *reading, almost_span span,
                   al_style style)
{
    uint32_t width = page->options->width;
    uint32_t room = width > line->cells + LEAST_CELLS ? width - line->cells : LEAST_CELLS;
    uint32_t cells = 0;
    span = without_opening(reading, al_reading_trim(reading, span));
    al_line_put(line, style, "“", 3, 1);
    size_t shown = al_line_clipped(NULL, style, reading->bytes + span.start, span.end - span.start,
                                   room - 4, &cells);
    bool whole = shown == span.end - span.start;
    if (!whole)
        shown = al_reading_whole_words(reading->bytes + span.start, shown);
    cells = 0;
    al_line_clipped(line, style, reading->bytes + span.start, shown, room, &cells);
    if (!whole)
        al_line_put(line, style, " …", 4, 2);
    al_line_put(line, style, "”", 3, 1);
}
