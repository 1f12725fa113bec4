/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What touches the meaning: a lost "not" is worth a line before forty commas.
 * The loudest are chosen (by what they touch, then the shortest, for a word
 * alone in an else equal sentence tells more than a paragraph) and shown in
 * their place: the words before and behind, what was, what is told.
 */
#include "write/loud.h"

#include "base/names.h"

#include "compare/loudness.h"
#include "text/place.h"

#include <assert.h>

enum {
    MOST_SHOWN = 12,
    MARGIN_TOUCHES = 16, /* cells for what is touched */
    FEWEST_CELLS = 24,   /* for the text, however narrow the page */
    MOST_LOOKED_BACK = 400,
    MARKS = 14,       /* cells of [- -] {+ +}, two blanks, four ellipses */
    MARKS_OF_ONE = 8, /* the same where only one side is there */
    MARKS_IN_COLOUR = 6
};

/* One change that is to be shown. */
typedef struct loud {
    const al_change *change;
    uint64_t line;
} loud;

/* Insert into the loudest so far, which stand in order. */
static void consider(const al_change **loudest, size_t *count, const al_change *change)
{
    size_t at = *count;
    if (at == MOST_SHOWN && !al_change_is_louder(change, loudest[at - 1]))
        return;
    if (at < MOST_SHOWN)
        (*count)++;
    else
        at--;
    while (at > 0 && al_change_is_louder(change, loudest[at - 1])) {
        loudest[at] = loudest[at - 1];
        at--;
    }
    assert(at < MOST_SHOWN && *count <= MOST_SHOWN);
    loudest[at] = change;
}

/* The names of what is touched, as many as fit in the margin. */
static void put_touches(al_line *line, unsigned touches)
{
    uint32_t start = line->cells;
    for (uint32_t ranks = al_touches_ranked(touches & AL_TOUCHES_MEANING); ranks != 0;
         ranks &= ranks - 1) {
        const char *name = al_touch_names[__builtin_ctz(ranks)].text;
        uint32_t used = line->cells - start;
        if (used > 0 && used + 2 + strlen(name) > MARGIN_TOUCHES)
            break;
        if (used > 0)
            al_line_text(line, AL_STYLE_LOUD, ", ");
        al_line_text(line, AL_STYLE_LOUD, name);
    }
    al_line_pad(line, start + MARGIN_TOUCHES + 1);
}

static void put_number(al_line *line, uint64_t number, uint32_t cells)
{
    char digits[26];
    uint32_t length = (uint32_t)(al_put_grouped(digits, number) - digits);
    if (length < cells)
        al_line_pad(line, line->cells + cells - length);
    al_line_put(line, AL_STYLE_DIM, digits, length, length);
}

static uint32_t measure(const al_reading *reading, almost_span span, uint32_t most)
{
    uint32_t cells = 0;
    al_line_clipped(NULL, AL_STYLE_PLAIN, reading->bytes + span.start, span.end - span.start, most,
                    &cells);
    return cells;
}

/* One side of the change, between its marks when there is no colour, clipped. */
static void put_side(al_line *line, const al_reading *reading, almost_span span, al_style style,
                     uint32_t most)
{
    if (span.start == span.end)
        return;
    bool old = style == AL_STYLE_OLD;
    uint32_t cells = 0;
    if (!line->colour)
        al_line_text(line, style, old ? "[-" : "{+");
    size_t shown = al_line_clipped(line, style, reading->bytes + span.start, span.end - span.start,
                                   most, &cells);
    if (shown < span.end - span.start)
        al_line_put(line, style, "…", 3, 1);
    if (!line->colour)
        al_line_text(line, style, old ? "-]" : "+}");
}

static bool fits(const al_reading *reading, almost_span span, uint32_t cells)
{
    uint32_t used = 0;
    size_t length = span.end - span.start;
    return al_line_clipped(NULL, AL_STYLE_PLAIN, reading->bytes + span.start, length, cells,
                           &used) == length;
}

/* Where the words begin that fit in `cells` before `end`. */
static uint64_t words_before(const al_reading *reading, uint64_t end, uint32_t cells)
{
    uint64_t start = end > MOST_LOOKED_BACK ? end - MOST_LOOKED_BACK : 0;
    almost_span span = {start, end};
    if (start > 0)
        span.start = al_reading_forward(reading, span, 1);
    while (span.start < end && !fits(reading, span, cells)) {
        uint64_t next = al_reading_forward(reading, span, 1);
        span.start = next > span.start ? next : end;
    }
    return span.start;
}

static bool blank_before(const al_reading *reading, uint64_t at)
{
    return at > 0 && (reading->bytes[at - 1] == ' ' || reading->bytes[at - 1] == '\n');
}

/* The words behind the change that fit in `cells`. */
static void put_after(al_line *line, const al_reading *reading, uint64_t start, uint32_t cells)
{
    uint32_t counted = 0;
    size_t shown = al_line_clipped(NULL, AL_STYLE_PLAIN, reading->bytes + start,
                                   reading->length - start, cells, &counted);
    bool whole = start + shown == reading->length;
    if (!whole)
        shown = al_reading_whole_words(reading->bytes + start, shown);
    counted = 0;
    al_line_clipped(line, AL_STYLE_PLAIN, reading->bytes + start, shown, cells, &counted);
    if (!whole)
        al_line_put(line, AL_STYLE_DIM, "…", 3, 1);
}

static void put_snippet(al_line *line, const al_page *page, const al_change *change, uint32_t cells)
{
    const al_reading *telling = &page->telling;
    almost_span old = al_reading_trim(&page->original,
                                      (almost_span){change->original.start, change->original.end});
    almost_span new =
        al_reading_trim(telling, (almost_span){change->telling.start, change->telling.end});
    bool lone = old.start == old.end || new.start == new.end;
    uint32_t marks = line->colour ? MARKS_IN_COLOUR : lone ? MARKS_OF_ONE : MARKS;
    uint32_t most = (cells - marks) * (lone ? 3 : 2) / 5;
    uint32_t used = measure(&page->original, old, most) + measure(telling, new, most) + marks;
    uint32_t rest = used < cells ? cells - used : 0;

    uint64_t start = words_before(telling, new.start, rest / 2);
    almost_span before = {start, new.start};
    rest -= measure(telling, before, rest);
    uint32_t counted = 0;
    if (start > 0)
        al_line_put(line, AL_STYLE_DIM, "…", 3, 1);
    al_line_clipped(line, AL_STYLE_PLAIN, telling->bytes + start, new.start - start, cells,
                    &counted);
    if (old.start < old.end && !blank_before(telling, new.start) &&
        blank_before(&page->original, old.start))
        al_line_text(line, AL_STYLE_PLAIN, " ");
    put_side(line, &page->original, old, AL_STYLE_OLD, most);
    if (old.start < old.end && new.start < new.end)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    put_side(line, telling, new, AL_STYLE_NEW, most);
    if (new.start == new.end &&new.end < telling->length && blank_before(telling, new.end))
        al_line_text(line, AL_STYLE_PLAIN, " ");
    put_after(line, telling, new.end, rest > 0 ? rest - 1 : 0);
}

/* The heading: how many there are, and what they touch. False when memory ends. */
static bool send_counts(const al_page *page, uint64_t total, const uint64_t *touching)
{
    al_flow flow;
    al_page_flow(page, &flow);
    al_flow_say(&flow, AL_STYLE_STRONG, "What touches the meaning: ");
    al_flow_grouped(&flow, AL_STYLE_STRONG, total);
    al_flow_say(&flow, AL_STYLE_STRONG, total == 1 ? " change" : " changes");
    const char *before = " (";
    for (size_t rank = 0; rank < AL_N_TOUCHES; rank++) {
        uint64_t count = touching[rank];
        if (count == 0 || total == 1)
            continue;
        al_flow_say(&flow, AL_STYLE_PLAIN, before);
        al_flow_say(&flow, AL_STYLE_PLAIN, al_touch_names[rank].text);
        al_flow_say(&flow, AL_STYLE_PLAIN, " ");
        al_flow_grouped(&flow, AL_STYLE_PLAIN, count);
        before = ", ";
    }
    if (before[0] == ',')
        al_flow_say(&flow, AL_STYLE_PLAIN, ")");
    return al_page_end_flow(&flow);
}

static bool send_list(const al_page *page, al_line *line, const loud *shown, size_t count,
                      uint64_t total, const uint64_t *touching)
{
    uint32_t width = page->options->width;
    uint32_t digits = 0;
    for (size_t i = 0; i < count; i++) {
        char number[26];
        uint32_t length = (uint32_t)(al_put_grouped(number, shown[i].line) - number);
        digits = length > digits ? length : digits;
    }
    uint32_t margin = 2 + digits + 2 + MARGIN_TOUCHES + 1;
    uint32_t cells = width > margin + FEWEST_CELLS ? width - margin : FEWEST_CELLS;
    bool fine = send_counts(page, total, touching);
    for (size_t i = 0; i < count && fine; i++) {
        put_number(line, shown[i].line, 2 + digits);
        al_line_pad(line, digits + 4);
        put_touches(line, shown[i].change->touches);
        put_snippet(line, page, shown[i].change, cells);
        fine = al_line_send(line, page->output);
    }
    if (fine && total > count) {
        al_line_pad(line, digits + 4);
        al_line_text(line, AL_STYLE_DIM, "and ");
        al_line_grouped(line, AL_STYLE_DIM, total - count);
        al_line_text(line, AL_STYLE_DIM, " more");
        fine = al_line_send(line, page->output);
    }
    return fine && al_line_send(line, page->output);
}

almost_status al_loud_write(const al_page *page)
{
    const almost_comparison *comparison = page->comparison;
    const al_change *loudest[MOST_SHOWN];
    size_t count = 0;
    uint64_t total = 0;
    uint64_t touching[AL_N_TOUCHES] = {0}; /* by rank */
    for (size_t i = 0; i < comparison->n_changes; i++) {
        if (!al_change_is_loud(comparison, &comparison->changes[i]))
            continue;
        total++;
        uint32_t ranks = al_touches_ranked(comparison->changes[i].touches & AL_TOUCHES_MEANING);
        for (; ranks != 0; ranks &= ranks - 1)
            touching[__builtin_ctz(ranks)]++;
        consider(loudest, &count, &comparison->changes[i]);
    }
    if (total == 0 || comparison->verdict.answer == ALMOST_NO)
        return ALMOST_OK; /* words that have nothing to do with one another touch nothing */
    loud shown[MOST_SHOWN];
    for (size_t i = 0; i < count; i++) {
        shown[i].change = loudest[i];
        shown[i].line = al_place_at(comparison->telling, loudest[i]->telling.start).line;
    }
    al_line line;
    al_line_init(&line, comparison->allocator, page->colour);
    bool fine = send_list(page, &line, shown, count, total, touching);
    al_line_release(&line);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
