/* SPDX-License-Identifier: Apache-2.0 */
/* What all parts of a page for reading do alike; see page.h. */
#include "write/page.h"

#include <assert.h>

enum {
    LEAST_CELLS = 20, /* for a quotation, however narrow the page */
    LONGEST_NAME = 40 /* bytes of a name that is repeated in a sentence */
};

void al_page_init(al_page *page, const almost_comparison *comparison,
                  const almost_write_options *options, al_output *output)
{
    *page = (al_page){
        .comparison = comparison,
        .options = options,
        .output = output,
        .colour = options->colour != 0,
        .marked = options->colour == 0 || (options->show & ALMOST_SHOW_MARKERS) != 0,
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

/* The last part of a name; NULL where it says nothing or is too long. */
static const char *short_name(const char *name)
{
    if (name == NULL)
        return NULL;
    const char *slash = strrchr(name, '/');
    name = slash != NULL ? slash + 1 : name;
    bool telling = name[0] != '\0' && strcmp(name, "-") != 0 && name[0] != '(';
    return telling && strlen(name) <= LONGEST_NAME ? name : NULL;
}

static const char *name_of(const al_page *page, int side)
{
    const char *original = short_name(page->comparison->original->name);
    const char *telling = short_name(page->comparison->telling->name);
    const char *name = side == AL_ORIGINAL ? original : telling;
    if (name != NULL && (original == NULL || telling == NULL || strcmp(original, telling) != 0))
        return name;
    return side == AL_ORIGINAL ? "the original" : "the telling";
}

void al_page_say_side(const al_page *page, al_flow *flow, al_style style, int side)
{
    al_flow_say(flow, style, name_of(page, side));
}

void al_page_put_side(const al_page *page, al_line *line, al_style style, int side)
{
    const char *name = name_of(page, side);
    uint32_t cells = 0;
    al_line_clipped(line, style, name, strlen(name), page->options->width, &cells);
}

bool al_page_is_marked(const al_page *page)
{
    return al_where_is_marked(page->comparison->original) ||
           al_where_is_marked(page->comparison->telling);
}

void al_page_put_sides(const al_page *page, al_line *line)
{
    enum { around = 15 }; /* cells of what stands around the names */
    size_t names = strlen(name_of(page, AL_ORIGINAL)) + strlen(name_of(page, AL_TELLING));
    if (line->cells + around + names > page->options->width)
        return;
    al_line_text(line, AL_STYLE_DIM, al_page_is_marked(page) ? " (in " : " (lines of ");
    al_page_put_side(page, line, AL_STYLE_DIM, AL_ORIGINAL);
    al_line_put(line, AL_STYLE_DIM, " → ", 5, 3);
    al_page_put_side(page, line, AL_STYLE_DIM, AL_TELLING);
    al_line_text(line, AL_STYLE_DIM, ")");
}

uint32_t al_page_width(const al_page *page)
{
    return page->options->width - (page->margin != NULL ? page->margin->cells : 0);
}

bool al_page_send(const al_page *page, al_line *line)
{
    if (page->margin == NULL || line->cells == 0)
        return al_line_send(line, page->output);
    al_line whole;
    al_line_init(&whole, page->comparison->allocator, page->colour);
    al_margin_put(page->margin, &whole, line->place);
    al_line_end(line);
    al_line_put(&whole, AL_STYLE_PLAIN, line->buffer.bytes, line->buffer.length, line->cells);
    bool fine = !line->buffer.failed && al_line_send(&whole, page->output);
    al_line_release(&whole);
    al_line_clear(line);
    return fine;
}

static bool send(void *page, al_line *line)
{
    return al_page_send(page, line);
}

void al_page_flow(const al_page *page, al_flow *flow)
{
    al_flow_init(flow, page->comparison->allocator, al_page_width(page), page->colour, send,
                 (void *)page);
    al_flow_narrow(flow, AL_PROSE_WIDTH);
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
    al_line_clipped(line, al_style_of_quoted(style, reading->bytes + span.start, shown),
                    reading->bytes + span.start, shown, room, &cells);
    if (!whole)
        al_line_put(line, style, " …", 4, 2);
    al_line_put(line, style, "”", 3, 1);
}
