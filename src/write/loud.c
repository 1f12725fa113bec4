/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What touches the meaning: a lost "not" is worth a line before forty commas.
 * The loudest are chosen, by weight, and shown in their place: the words before
 * and behind, what was, what is told. Equal ones are told in one line, and so are those
 * of one edit.
 */
#include "write/loud.h"

#include "base/names.h"

#include "compare/loudness.h"
#include "write/edits.h"
#include "write/listing.h"

#include <assert.h>
#include <string.h>

enum { MOST_SHOWN = 12 };

/* A change that touches the meaning, and the edit that it is of: changes of the comparison. */
typedef struct loud {
    const al_change *change;
    size_t first, last;
} loud;

/* The place at which a change stands among the loudest, from behind the last one on. */
static size_t place_of(const loud *loudest, size_t count, const al_change *change)
{
    while (count > 0 && al_change_is_louder(change, loudest[count - 1].change))
        count--;
    return count;
}

/* Whether two changes are told in one line: equal ones, or those of one edit. */
static bool are_one(const loud *a, const loud *b)
{
    if (a->change->group != b->change->group)
        return false;
    return a->change->group != 0 || a->first == b->first;
}

/* Insert into the loudest so far, which stand in order; of those that are one line one. */
static void consider(loud *loudest, size_t *count, const loud *found)
{
    size_t at = place_of(loudest, *count, found->change), end = *count;
    for (size_t i = 0; i < *count; i++) {
        if (!are_one(&loudest[i], found))
            continue;
        if (i < at)
            return;
        end = i;
    }
    if (at == MOST_SHOWN)
        return;
    if (end == *count && *count < MOST_SHOWN)
        ++*count;
    else if (end == *count)
        end--;
    memmove(loudest + at + 1, loudest + at, (end - at) * sizeof *loudest);
    loudest[at] = *found;
    assert(*count <= MOST_SHOWN);
}

/* What touches the meaning, counted, and the loudest of it. */
typedef struct loudest {
    loud list[MOST_SHOWN]; /* of equal ones, and of those of one edit, one */
    size_t n;
    uint64_t total;
    uint64_t
        whole; /* others: long passages, and what is summed up, which have lists of their own */
} loudest;

/* What each touches, in brackets: counted over all of them, long passages too, as everywhere. */
static void say_touches(const al_page *page, al_flow *flow)
{
    const uint64_t *touching = page->comparison->statistics.touching;
    const char *before = " (";
    for (size_t rank = 0; rank < AL_N_TOUCHES; rank++) {
        uint32_t touch = almost_touch_at(rank);
        uint64_t count = touching[__builtin_ctz(touch)];
        if (count == 0 || (touch & AL_TOUCHES_MEANING) == 0)
            continue;
        al_flow_say(flow, AL_STYLE_PLAIN, before);
        al_flow_say(flow, AL_STYLE_PLAIN, al_touch_names[rank].text);
        al_flow_say(flow, AL_STYLE_PLAIN, " ");
        al_flow_grouped(flow, AL_STYLE_PLAIN, count);
        before = ", ";
    }
    if (before[0] == ',')
        al_flow_say(flow, AL_STYLE_PLAIN, ")");
}

static void say_total(al_flow *flow, const loudest *found)
{
    al_flow_say(flow, AL_STYLE_STRONG, "What touches the meaning: ");
    al_flow_grouped(flow, AL_STYLE_STRONG, found->total);
    al_flow_say(flow, AL_STYLE_STRONG, found->total == 1 ? " change" : " changes");
    if (found->whole == 0)
        return;
    al_flow_say(flow, AL_STYLE_PLAIN, ", and ");
    al_flow_grouped(flow, AL_STYLE_PLAIN, found->whole);
    al_flow_say(flow, AL_STYLE_PLAIN, " in long passages");
}

/* By what they are found in the telling. */
static void say_places(const al_page *page, al_flow *flow, bool one)
{
    bool marked = al_where_is_marked(page->comparison->telling);
    al_flow_say(flow, AL_STYLE_DIM,
                marked ? one ? ", by its place in " : ", by places in "
                : one  ? ", by its line of "
                       : ", by lines of ");
    al_page_say_side(page, flow, AL_STYLE_DIM, AL_TELLING);
}

/*
 * The heading: how many there are, and what they touch, but where only some are shown. False when
 * memory ends.
 */
static bool send_counts(const al_page *page, const loudest *found)
{
    al_flow flow;
    al_page_flow(page, &flow);
    say_total(&flow, found);
    if (page->options->touching == 0 && found->total + found->whole > 1)
        say_touches(page, &flow);
    say_places(page, &flow, found->total == 1);
    return al_page_end_flow(&flow);
}

static bool send_list(const al_page *page, al_line *line, const al_listed *shown, size_t count,
                      uint64_t left)
{
    al_listing listing = al_listing_of(page, shown, count);
    bool fine = true;
    for (size_t i = 0; i < count && fine; i++)
        fine = al_listing_send(&listing, line, &shown[i]);
    if (fine && left > 0) {
        al_line_pad(line, listing.digits + 4);
        al_line_text(line, AL_STYLE_DIM, "and ");
        al_line_grouped(line, AL_STYLE_DIM, left);
        al_line_text(line, AL_STYLE_DIM, " more");
        fine = al_line_send(line, page->output);
    }
    return fine && al_line_send(line, page->output);
}

static void choose(const al_page *page, loudest *found)
{
    const almost_comparison *comparison = page->comparison;
    al_edit_reader reader = al_edit_reader_of(page);
    loud edit = {.last = 0};
    *found = (loudest){.n = 0};
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        bool told = al_write_touches(comparison, i, page->options->touching);
        if (i == 0 || i > edit.last)
            edit = (loud){.first = i, .last = al_edit_last(&reader, i)};
        if (!told || !al_change_is_loud(comparison, change)) {
            found->whole +=
                page->options->touching == 0 && (change->touches & AL_TOUCHES_MEANING) != 0;
            continue;
        }
        found->total++;
        edit.change = change;
        consider(found->list, &found->n, &edit);
    }
}

/* How many of what touches the meaning a line tells. */
static uint64_t told_by(const almost_comparison *comparison, const loud *loud)
{
    const al_group *group = al_groups_of(comparison, loud->change);
    uint64_t told = 0;
    if (group != NULL)
        return group->count;
    for (size_t i = loud->first; i <= loud->last; i++) {
        const al_change *change = &comparison->changes[i];
        told += change->group == 0 && al_change_is_loud(comparison, change);
    }
    return told;
}

almost_status al_loud_write(const al_page *page)
{
    const almost_comparison *comparison = page->comparison;
    loudest found;
    choose(page, &found);
    if (found.total == 0 || comparison->verdict.answer == ALMOST_NO)
        return ALMOST_OK; /* words that have nothing to do with one another touch nothing */
    al_listed shown[MOST_SHOWN];
    uint64_t left = found.total;
    for (size_t i = 0; i < found.n; i++) {
        const loud *loud = &found.list[i];
        uint64_t told = told_by(comparison, loud);
        shown[i] = al_listed_of(comparison, loud->change, loud->first, loud->last);
        left -= told <= left ? told : left;
    }
    al_line line;
    al_line_init(&line, comparison->allocator, page->colour);
    bool fine = send_counts(page, &found) && send_list(page, &line, shown, found.n, left);
    al_line_release(&line);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
