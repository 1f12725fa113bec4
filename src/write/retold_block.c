/* SPDX-License-Identifier: Apache-2.0 */
/* A block on a page of one column; see retold_block.h. */
#include "write/retold_block.h"

#include "write/phrase.h"

enum {
    LABEL = 10,       /* cells of the labels before the texts */
    WIDE = 50,        /* from this width on they stand beside the texts */
    QUOTED_WORDS = 6, /* of either end of a long text */
    BAR = 2
};

typedef struct block_lines {
    const al_page *page;
    al_line line;
    const char *label; /* of the next line; "" behind the first */
    uint32_t indent;
} block_lines;

static void say_words(al_flow *flow, uint64_t words)
{
    if (words == 0) { /* of a language that does not part them */
        al_flow_say(flow, AL_STYLE_RETOLD, "a text");
        return;
    }
    al_flow_grouped(flow, AL_STYLE_RETOLD, words);
    al_flow_say(flow, AL_STYLE_RETOLD, words == 1 ? " word" : " words");
}

static void say_where(al_flow *flow, const char *before, const almost_text *text, uint64_t byte)
{
    al_flow_say(flow, AL_STYLE_RETOLD, before);
    al_where where = al_where_of(text, byte);
    al_where_flow(&where, flow, AL_STYLE_RETOLD);
}

static void say_lines(al_flow *flow, const almost_text *text, almost_span span)
{
    al_phrase lines = al_phrase_of_span(text, span);
    al_phrase_flow(&lines, flow, AL_STYLE_RETOLD);
}

/* The first and last words of a long text. */
static void say_ends(const al_page *page, int side, almost_span span, al_flow *flow)
{
    const al_reading *reading = side == AL_ORIGINAL ? &page->original : &page->telling;
    almost_span inner = al_reading_trim(reading, span);
    almost_span head = {inner.start, al_reading_forward(reading, inner, QUOTED_WORDS)};
    almost_span tail = {al_reading_backward(reading, inner, QUOTED_WORDS), inner.end};
    if (head.end >= tail.start)
        head.end = tail.start;
    al_flow_open(flow, AL_STYLE_RETOLD, "“");
    al_reading_feed_apart(reading, al_reading_trim(reading, head), AL_STYLE_RETOLD, flow);
    al_flow_separate(flow, AL_SEPARATOR_BLANK);
    al_flow_say(flow, AL_STYLE_RETOLD, "…");
    al_flow_separate(flow, AL_SEPARATOR_BLANK);
    al_reading_feed_apart(reading, tail, AL_STYLE_RETOLD, flow);
    al_flow_close(flow, AL_STYLE_RETOLD, "”");
}

static void say_summary(const al_page *page, const almost_passage *passage, al_flow *flow)
{
    const almost_comparison *comparison = page->comparison;
    if (al_retold_short_side(passage) == AL_TELLING) {
        say_words(flow, al_reading_words(&page->telling, passage->telling));
        al_flow_say(flow, AL_STYLE_RETOLD, " that sum up ");
        say_words(flow, al_reading_words(&page->original, passage->original));
        al_flow_say(flow, AL_STYLE_RETOLD, " of the original, ");
        say_lines(flow, comparison->original, passage->original);
        al_flow_say(flow, AL_STYLE_RETOLD, ", ");
        say_ends(page, AL_ORIGINAL, passage->original, flow);
        return;
    }
    say_words(flow, al_reading_words(&page->original, passage->original));
    say_where(flow, " of the original, from ", comparison->original, passage->original.start);
    al_flow_say(flow, AL_STYLE_RETOLD, ", are spelt out in ");
    say_words(flow, al_reading_words(&page->telling, passage->telling));
    al_flow_say(flow, AL_STYLE_RETOLD, ", ");
    say_lines(flow, comparison->telling, passage->telling);
    al_flow_say(flow, AL_STYLE_RETOLD, ", ");
    say_ends(page, AL_TELLING, passage->telling, flow);
}

void al_retold_block_say(const al_page *page, const al_block *block, bool legend, al_flow *flow)
{
    const almost_passage *passage = block->passage;
    if (passage->kind == ALMOST_PASSAGE_SUMMARY) {
        say_summary(page, passage, flow);
        return;
    }
    al_flow_say(flow, AL_STYLE_RETOLD, passage->moved ? "moved to here and told" : "told");
    say_where(flow, " in other words, from ", page->comparison->original, passage->original.start);
    al_flow_say(flow, AL_STYLE_RETOLD, " of ");
    al_page_say_side(page, flow, AL_STYLE_RETOLD, AL_ORIGINAL);
    if (!legend)
        return;
    al_flow_say(flow, AL_STYLE_RETOLD, " (");
    if (page->marked)
        al_flow_open(flow, AL_STYLE_AGREED, "_");
    al_flow_say(flow, AL_STYLE_AGREED, "what agrees");
    if (page->marked)
        al_flow_close(flow, AL_STYLE_AGREED, "_");
    al_flow_say(flow, AL_STYLE_RETOLD, " is marked)");
}

/* Send a line of text behind the bar, with its label if it is the first. */
static bool send_behind_bar(void *context, al_line *text)
{
    block_lines *block = context;
    al_line *line = &block->line;
    al_line_put(line, AL_STYLE_RETOLD, "│", 3, 1);
    al_line_pad(line, BAR);
    if (block->label[0] != '\0')
        al_line_text(line, AL_STYLE_RETOLD, block->label);
    block->label = "";
    al_line_pad(line, block->indent);
    al_line_put(line, AL_STYLE_PLAIN, text->buffer.bytes, text->buffer.length, text->cells);
    return al_page_send(block->page, line);
}

static bool send_head(const al_page *page, const al_block *block, bool legend)
{
    al_flow flow;
    al_page_flow(page, &flow);
    al_flow_say(&flow, AL_STYLE_RETOLD, "┌ ");
    al_retold_block_say(page, block, legend, &flow);
    return al_page_end_flow(&flow);
}

/* One of the texts, behind the bar and its label. */
static bool send_text(block_lines *lines, const al_block *block, int side, const char *label)
{
    const al_page *page = lines->page;
    uint32_t width = al_page_width(page);
    bool beside = label != NULL && width >= WIDE;
    lines->label = label != NULL ? label : "";
    lines->indent = beside ? BAR + LABEL : BAR;
    if (label != NULL && !beside && !send_behind_bar(lines, &(al_line){0}))
        return false;
    al_flow flow;
    al_flow_init(&flow, page->comparison->allocator, width - lines->indent, page->colour,
                 send_behind_bar, lines);
    al_flow_narrow(&flow, AL_PROSE_WIDTH);
    bool fine = al_retold_feed(page, block, side, &flow);
    return al_page_end_flow(&flow) && fine;
}

bool al_retold_block_write(const al_page *page, const al_block *block, bool legend)
{
    block_lines lines = {.page = page};
    al_line_init(&lines.line, page->comparison->allocator, page->colour);
    bool both = true;
    for (int side = 0; side < 2; side++)
        both = both && block->taken[side].start < block->taken[side].end;
    bool fine = send_head(page, block, legend);
    if (both)
        fine = fine && send_text(&lines, block, AL_ORIGINAL, "original") &&
               send_behind_bar(&lines, &(al_line){0}) &&
               send_text(&lines, block, AL_TELLING, "telling");
    else
        fine = fine && send_text(&lines, block, al_retold_short_side(block->passage), NULL);
    if (fine) {
        al_line_put(&lines.line, AL_STYLE_RETOLD, "└", 3, 1);
        fine = al_page_send(page, &lines.line);
    }
    al_line_release(&lines.line);
    return fine;
}
