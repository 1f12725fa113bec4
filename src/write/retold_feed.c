/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One side of a block as styled text: what agrees with the other side is bold,
 * or between _ _ without colour; what touches the meaning is loud in colour.
 * Agreeing words that only white space parts are marked as one.
 */
#include "compare/loudness.h"
#include "write/retold.h"
#include "text/signs.h"

#include <stdlib.h>

enum {
    LONG = 150,        /* words of a side that is shown by its ends */
    SHOWN_OF_LONG = 60 /* words at either end of it */
};

typedef struct mark {
    al_range range;
    al_style style;
} mark;

typedef struct marks {
    const al_page *page;
    const almost_passage *passage;
    int side;
    mark *list;
    size_t n;
    size_t capacity;
} marks;

static const al_reading *reading_of(const al_page *page, int side)
{
    return side == AL_ORIGINAL ? &page->original : &page->telling;
}

/* The range from its first letter or digit to its last. */
static al_range wordy(const al_reading *reading, al_range range)
{
    while (range.start < range.end && !al_reading_is_wordy(reading->bytes[range.start]))
        range.start++;
    while (range.start < range.end && !al_reading_is_wordy(reading->bytes[range.end - 1]))
        range.end--;
    return range;
}

/* Whether it says the same: no other words, or one word in another form (watched, watch). */
static bool agrees(const al_change *change)
{
    if (al_retold_is_same(change))
        return true;
    return change->kind == ALMOST_DIFFERENT &&
           ((change->touches & ~AL_TOUCHES_SMALL) == 0 ||
            (change->touches == ALMOST_TOUCHES_WORDING && change->inflected));
}

static al_range within(al_range range, almost_span span)
{
    if (range.start < span.start)
        range.start = (uint32_t)span.start;
    if (range.end > span.end)
        range.end = (uint32_t)span.end;
    return range.start < range.end ? range : (al_range){range.start, range.start};
}

/* Add what a change marks on the side. False when memory ends. */
static bool add_mark(marks *marks, const al_change *change)
{
    const al_page *page = marks->page;
    al_range original = within(change->original, marks->passage->original);
    al_range telling = within(change->telling, marks->passage->telling);
    bool both = original.start < original.end && telling.start < telling.end;
    al_style style = AL_STYLE_REWORDED;
    if (both && agrees(change))
        style = AL_STYLE_AGREED;
    else if (al_change_is_loud(page->comparison, change))
        style = AL_STYLE_LOUD;
    al_range range =
        wordy(reading_of(page, marks->side), marks->side == AL_ORIGINAL ? original : telling);
    if (style == AL_STYLE_REWORDED || range.start == range.end)
        return true;
    if (!al_grow(page->comparison->allocator, (void **)&marks->list, &marks->capacity, marks->n + 1,
                 sizeof *marks->list))
        return false;
    marks->list[marks->n++] = (mark){range, style};
    return true;
}

/* The first change that ends behind a byte of the telling. */
static size_t first_change(const almost_comparison *comparison, uint64_t byte)
{
    size_t low = 0, high = comparison->n_changes;
    while (low < high) {
        size_t at = low + (high - low) / 2;
        if (comparison->changes[at].telling.end <= byte)
            low = at + 1;
        else
            high = at;
    }
    return low;
}

static int by_place(const void *a, const void *b)
{
    const mark *left = a, *right = b;
    if (left->range.start != right->range.start)
        return left->range.start < right->range.start ? -1 : 1;
    return 0;
}

static bool is_blank_between(const al_reading *reading, al_range a, al_range b)
{
    for (uint32_t at = a.end; at < b.start; at++)
        if (!al_is_space_byte(reading->bytes[at]))
            return false;
    return true;
}

/* In the order of the side; what agrees word after word is one. */
static void order_marks(marks *marks)
{
    const al_reading *reading = reading_of(marks->page, marks->side);
    size_t kept = 0;
    if (marks->n > 1)
        qsort(marks->list, marks->n, sizeof *marks->list, by_place);
    for (size_t i = 0; i < marks->n; i++) {
        mark *last = kept > 0 ? &marks->list[kept - 1] : NULL;
        if (last != NULL && last->style == marks->list[i].style &&
            is_blank_between(reading, last->range, marks->list[i].range))
            last->range.end = marks->list[i].range.end;
        else
            marks->list[kept++] = marks->list[i];
    }
    marks->n = kept;
}

static bool find_marks(marks *marks)
{
    const almost_comparison *comparison = marks->page->comparison;
    const almost_passage *passage = marks->passage;
    if (passage->kind == ALMOST_PASSAGE_SUMMARY)
        return true; /* no words of it are aligned */
    for (size_t i = first_change(comparison, passage->telling.start);
         i < comparison->n_changes && comparison->changes[i].telling.start < passage->telling.end;
         i++)
        if (!add_mark(marks, &comparison->changes[i]))
            return false;
    order_marks(marks);
    return true;
}

/* --- Feeding --------------------------------------------------------------- */

static void feed_mark(const marks *marks, al_range range, al_style style, al_flow *flow)
{
    bool shown = style == AL_STYLE_AGREED && marks->page->marked;
    almost_span span = {range.start, range.end};
    if (shown)
        al_flow_open(flow, style, "_");
    al_reading_feed(reading_of(marks->page, marks->side), span, style, flow);
    if (shown)
        al_flow_close(flow, style, "_");
}

/* The marked text of a stretch of the side. */
static void feed_stretch(const marks *marks, al_range stretch, al_flow *flow)
{
    const al_reading *reading = reading_of(marks->page, marks->side);
    for (size_t i = 0; i < marks->n && !flow->failed; i++) {
        al_range range = marks->list[i].range;
        if (range.end <= stretch.start)
            continue;
        if (range.start >= stretch.end)
            break;
        range.start = range.start > stretch.start ? range.start : stretch.start;
        range.end = range.end < stretch.end ? range.end : stretch.end;
        al_reading_feed(reading, (almost_span){stretch.start, range.start}, AL_STYLE_REWORDED,
                        flow);
        feed_mark(marks, range, marks->list[i].style, flow);
        stretch.start = range.end;
    }
    al_reading_feed(reading, (almost_span){stretch.start, stretch.end}, AL_STYLE_REWORDED, flow);
}

static void feed_note(al_flow *flow, uint64_t words)
{
    al_flow_separate(flow, AL_SEPARATOR_BREAK);
    al_flow_say(flow, AL_STYLE_DIM, "… ");
    al_flow_grouped(flow, AL_STYLE_DIM, words);
    al_flow_say(flow, AL_STYLE_DIM, " more words …");
    al_flow_separate(flow, AL_SEPARATOR_BREAK);
}

bool al_retold_feed(const al_page *page, const al_block *block, int side, al_flow *flow)
{
    marks marks = {.page = page, .passage = block->passage, .side = side};
    const al_reading *reading = reading_of(page, side);
    almost_span span = {block->taken[side].start, block->taken[side].end};
    span = al_reading_trim(reading, span);
    bool fine = find_marks(&marks);
    uint64_t words = al_reading_words(reading, span);
    if (fine && (words <= LONG || page->options->full)) {
        feed_stretch(&marks, (al_range){(uint32_t)span.start, (uint32_t)span.end}, flow);
    } else if (fine) {
        uint64_t head = al_reading_forward(reading, span, SHOWN_OF_LONG);
        uint64_t tail = al_reading_backward(reading, span, SHOWN_OF_LONG);
        feed_stretch(&marks, (al_range){(uint32_t)span.start, (uint32_t)head}, flow);
        feed_note(flow, words - 2 * SHOWN_OF_LONG);
        feed_stretch(&marks, (al_range){(uint32_t)tail, (uint32_t)span.end}, flow);
    }
    al_release(page->comparison->allocator, marks.list);
    return fine && !flow->failed;
}
