/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From headings to chapters. Headings with nothing between them are one, as `VOLUME II` and
 * `CHAPTER I` are; of a list of contents, which is such a row, the last steps down are the title.
 */
#include "text/chapters.h"

#include "text/headings.h"
#include "text/layers.h"
#include "text/milestones.h"
#include "text/signs.h"

#include <stdlib.h>

enum { MOST_LEVELS = 10 };

/* --- Headings that the source tells -------------------------------------------- */

static uint32_t level_of(const almost_text *text, const al_layer_span *span)
{
    al_value value = al_layers_value(text->layers, span);
    if (value.bytes == NULL)
        return value.number < MOST_LEVELS ? (uint32_t)value.number : MOST_LEVELS - 1;
    bool digit = value.number == 1 && value.bytes[0] >= '1' && value.bytes[0] <= '9';
    return digit ? (uint32_t)(value.bytes[0] - '0') : 1;
}

/* How many headings of a level there are, and how many of them are called parts of a book. */
typedef struct level {
    size_t n;
    size_t parts;
} level;

/*
 * The innermost level that is a chapter: the first that has several headings. Where these are
 * called parts, or are few and the level below has twice as many, it is that.
 */
static uint32_t chapter_level(const level levels[MOST_LEVELS])
{
    enum { few = 3 };
    uint32_t at = 0;
    while (at < MOST_LEVELS && levels[at].n < 2)
        at++;
    if (at + 1 >= MOST_LEVELS || levels[at + 1].n < 2)
        return at;
    bool parts = 2 * levels[at].parts > levels[at].n;
    return parts || (levels[at].n <= few && levels[at + 1].n >= 2 * levels[at].n) ? at + 1 : at;
}

static void add_level(level *level, const almost_text *text, const al_layer_span *span)
{
    level->n++;
    level->parts += al_heading_is_part(text, span->bytes);
}

static bool by_layers(const almost_text *text, al_headings *out)
{
    level levels[MOST_LEVELS] = {{0, 0}};
    const al_range all = {0, (uint32_t)text->length};
    const al_layer_span *span;
    al_layer_walk walk = al_layers_walk(text->layers, AL_LAYER_HEADING, all);
    while ((span = al_layer_next(&walk)) != NULL)
        add_level(&levels[level_of(text, span)], text, span);
    uint32_t most = chapter_level(levels);
    walk = al_layers_walk(text->layers, AL_LAYER_HEADING, all);
    while (most < MOST_LEVELS && (span = al_layer_next(&walk)) != NULL) {
        uint32_t level = level_of(text, span);
        bool within = out->n > 0 && span->bytes.start < out->items[out->n - 1].bytes.end;
        if (level <= most && !within && !al_headings_add(out, (al_heading){span->bytes, level}))
            return false;
    }
    return true;
}

/* Where a format says that a chapter begins, and no more. */
static bool by_marks(const almost_text *text, al_headings *out)
{
    size_t n;
    const al_milestone *all = al_milestones_all(text->milestones, AL_MILESTONE_CHAPTER, &n);
    for (size_t i = 0; i < n; i++)
        if ((i == 0 || all[i].at > all[i - 1].at) &&
            !al_headings_add(out, (al_heading){{all[i].at, all[i].at}, 1}))
            return false;
    return true;
}

/* --- Chapters ------------------------------------------------------------------ */

static bool is_blank_between(const almost_text *text, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++) {
        char c = text->bytes[at];
        if (!al_is_space_byte(c) && c != '_' && c != '.' && c != '*' && c != '-')
            return false;
    }
    return true;
}

/* Where the last steps down begin among headings `first` to `last` in a row. */
static size_t title_start(const al_headings *headings, size_t first, size_t last)
{
    size_t at = last;
    while (at > first && headings->items[at - 1].level < headings->items[at].level)
        at--;
    return at;
}

static void divide(const almost_text *text, const al_headings *headings, al_chapters *out)
{
    out->items[0] = (al_chapter){.bytes = {0, 0}};
    out->n = 1;
    for (size_t i = 0, last; i < headings->n; i = last + 1) {
        last = i;
        while (last + 1 < headings->n &&
               headings->items[last].bytes.end > headings->items[last].bytes.start &&
               is_blank_between(text, headings->items[last].bytes.end,
                                headings->items[last + 1].bytes.start))
            last++;
        al_range title = {headings->items[title_start(headings, i, last)].bytes.start,
                          headings->items[last].bytes.end};
        al_chapter *before = &out->items[out->n - 1];
        bool nothing = is_blank_between(text, before->bytes.start, title.start);
        before->bytes.end = title.start;
        if (nothing && out->n == 1)
            out->n = 0;
        out->items[out->n++] = (al_chapter){{title.start, 0}, title};
    }
    out->items[out->n - 1].bytes.end = (uint32_t)text->length;
    out->items[0].bytes.start = 0;
}

bool al_chapters_find(const almost_text *text, const almost_allocator *allocator, al_chapters *out)
{
    al_headings headings = {.allocator = allocator};
    bool fine = by_layers(text, &headings);
    if (fine && headings.n == 0)
        fine = by_marks(text, &headings);
    if (fine && headings.n == 0)
        fine = al_headings_by_shape(text, &headings);
    al_chapters made = {.items = fine ? al_allocate(allocator, headings.n + 1, sizeof *made.items)
                                      : NULL};
    if (made.items != NULL) {
        divide(text, &headings, &made);
        *out = made;
    }
    al_release(allocator, headings.items);
    return made.items != NULL;
}
