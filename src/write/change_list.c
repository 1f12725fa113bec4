/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All edits, one line each, the loudest first or in the order of the text. Equal changes
 * are one line, with how many there are and where the first of them stand, and leave
 * the edit that they are of to its other changes.
 */
#include "write/listing.h"

#include "compare/loudness.h"
#include "text/where.h"
#include "write/edits.h"

#include <stdlib.h>

/* The lines of the list, and of each group the line that stands for it. */
typedef struct lines {
    const almost_comparison *comparison;
    const almost_write_options *options;
    bool apart; /* each change is a line of its own, since each has its id */
    al_listed *list;
    size_t n;
    size_t *of_group; /* number of the line + 1, or 0 */
} lines;

static bool is_listed(const al_change *change)
{
    return change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED;
}

static bool init(lines *lines, const almost_comparison *comparison,
                 const almost_write_options *options)
{
    bool apart = (options->show & ALMOST_SHOW_IDS) != 0;
    size_t n = comparison->n_groups;
    for (size_t i = 0; i < comparison->n_changes; i++)
        n += is_listed(&comparison->changes[i]) && (apart || comparison->changes[i].group == 0);
    *lines = (struct lines){.comparison = comparison, .options = options, .apart = apart};
    lines->list = al_allocate(comparison->allocator, n + 1, sizeof *lines->list);
    lines->of_group =
        al_allocate_zero(comparison->allocator, comparison->n_groups + 1, sizeof *lines->of_group);
    return lines->list != NULL && lines->of_group != NULL;
}

static void release(lines *lines)
{
    al_release(lines->comparison->allocator, lines->list);
    al_release(lines->comparison->allocator, lines->of_group);
}

static bool is_one_place(const almost_text *text, uint64_t a, uint64_t b)
{
    al_where first = al_where_short(text, a), second = al_where_short(text, b);
    return first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0;
}

/* The place of one more change of a group, and the change itself if it is the loudest so far. */
static void join(const almost_comparison *comparison, al_listed *listed, const al_change *change)
{
    if (al_change_is_louder(change, listed->change))
        listed->change = change;
    listed->more = listed->n_places == AL_LISTED_PLACES;
    if (listed->more)
        return;
    uint64_t byte = change->telling.start;
    if (listed->n_places == 0 ||
        !is_one_place(comparison->telling, listed->places[listed->n_places - 1], byte))
        listed->places[listed->n_places++] = byte;
}

/* A change that has equals: the line of its group. */
static void gather_equal(lines *lines, const al_change *change, size_t at)
{
    size_t *known = &lines->of_group[change->group];
    if (*known == 0) {
        lines->list[lines->n++] = al_listed_of(lines->comparison, change, at, at);
        *known = lines->n;
    }
    join(lines->comparison, &lines->list[*known - 1], change);
}

/* An edit: the lines of the groups that changes of it are of, and one for the others. */
static void gather_edit(lines *lines, size_t first, size_t last)
{
    const almost_comparison *comparison = lines->comparison;
    al_listed *line = NULL;
    for (size_t i = first; i <= last; i++) {
        const al_change *change = &comparison->changes[i];
        if (!is_listed(change) || !al_write_touches(comparison, i, lines->options->touching))
            continue;
        if (lines->apart) {
            lines->list[lines->n] = al_listed_of(comparison, change, i, i);
            lines->list[lines->n++].group = NULL;
        } else if (change->group != 0) {
            gather_equal(lines, change, i);
        } else if (line == NULL) {
            line = &lines->list[lines->n++];
            *line = al_listed_of(comparison, change, first, last);
        } else if (al_change_is_louder(change, line->change)) {
            line->change = change;
        }
    }
}

static void gather(lines *lines, const al_page *page)
{
    al_edit_reader reader = al_edit_reader_of(page);
    for (size_t i = 0, last; i < lines->comparison->n_changes; i = last + 1) {
        last = al_edit_last(&reader, i);
        gather_edit(lines, i, last);
    }
}

static int by_weight(const void *a, const void *b)
{
    const al_listed *first = a, *second = b;
    return al_change_is_louder(first->change, second->change) ? -1 : first != second;
}

almost_status al_write_changes(const almost_comparison *comparison,
                               const almost_write_options *options, al_output *output)
{
    al_page page;
    al_page_init(&page, comparison, options, output);
    lines lines;
    al_line line;
    bool fine = init(&lines, comparison, options);
    al_line_init(&line, comparison->allocator, page.colour);
    if (fine) {
        gather(&lines, &page);
        if (options->order == ALMOST_ORDER_WEIGHT)
            qsort(lines.list, lines.n, sizeof *lines.list, by_weight);
        if (lines.n == 0)
            al_output_text(output, "There are no changes.\n");
        al_listing listing = al_listing_of(&page, lines.list, lines.n);
        for (size_t i = 0; i < lines.n && fine && !output->failed; i++)
            fine = al_listing_send(&listing, &line, &lines.list[i]);
    }
    al_line_release(&line);
    release(&lines);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
