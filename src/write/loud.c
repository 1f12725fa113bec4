/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What touches the meaning: a lost "not" is worth a line before forty commas.
 * The loudest are chosen, by weight, and shown in their place: the words before
 * and behind, what was, what is told. Equal ones are told in one line.
 */
#include "write/loud.h"

#include "base/names.h"

#include "compare/loudness.h"
#include "write/listing.h"

#include <assert.h>
#include <string.h>

enum { MOST_SHOWN = 12 };

/* The place at which a change stands among the loudest, from behind the last one on. */
static size_t place_of(const al_change *const *loudest, size_t count, const al_change *change)
{
    while (count > 0 && al_change_is_louder(change, loudest[count - 1]))
        count--;
    return count;
}

/* Insert into the loudest so far, which stand in order; of equal changes one. */
static void consider(const al_change **loudest, size_t *count, const al_change *change)
{
    size_t at = place_of(loudest, *count, change), end = *count;
    for (size_t i = 0; i < *count && change->group != 0; i++) {
        if (loudest[i]->group != change->group)
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
    loudest[at] = change;
    assert(*count <= MOST_SHOWN);
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

/* What touches the meaning, counted, and the loudest of it. */
typedef struct loudest {
    const al_change *changes[MOST_SHOWN]; /* of equal ones one */
    size_t n;
    uint64_t total;
    uint64_t touching[AL_N_TOUCHES]; /* by rank */
} loudest;

static void choose(const almost_comparison *comparison, loudest *found)
{
    *found = (loudest){.n = 0};
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (!al_change_is_loud(comparison, change))
            continue;
        found->total++;
        uint32_t ranks = al_touches_ranked(change->touches & AL_TOUCHES_MEANING);
        for (; ranks != 0; ranks &= ranks - 1)
            found->touching[__builtin_ctz(ranks)]++;
        consider(found->changes, &found->n, change);
    }
}

almost_status al_loud_write(const al_page *page)
{
    const almost_comparison *comparison = page->comparison;
    loudest found;
    choose(comparison, &found);
    if (found.total == 0 || comparison->verdict.answer == ALMOST_NO)
        return ALMOST_OK; /* words that have nothing to do with one another touch nothing */
    al_listed shown[MOST_SHOWN];
    uint64_t left = found.total;
    for (size_t i = 0; i < found.n; i++) {
        shown[i] = al_listed_of(comparison, found.changes[i]);
        left -= shown[i].group != NULL && shown[i].group->count <= left ? shown[i].group->count : 1;
    }
    al_line line;
    al_line_init(&line, comparison->allocator, page->colour);
    bool fine = send_counts(page, found.total, found.touching) &&
                send_list(page, &line, shown, found.n, left);
    al_line_release(&line);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
