/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is missing and what is new at length: the longest stretches of either
 * kind, in their order, each by its line, its words and how it begins. A lost
 * page is seen at once, which a list of changed words would bury.
 */
#include "write/lengthy.h"

#include "compare/loudness.h"
#include "write/phrase.h"

#include <assert.h>

enum { MOST_SHOWN = 5 };

/* One of them. */
typedef struct stretch {
    al_range range;
    uint64_t words;
} stretch;

typedef struct stretches {
    stretch longest[MOST_SHOWN]; /* in their order */
    size_t count;
    uint64_t total;
} stretches;

/* Keep it where it is one of the longest; an earlier one stays before one of equal length. */
static void consider(stretches *stretches, stretch candidate)
{
    stretches->total++;
    if (stretches->count == MOST_SHOWN) {
        size_t shortest = 0;
        for (size_t i = 1; i < MOST_SHOWN; i++) {
            if (stretches->longest[i].words <= stretches->longest[shortest].words)
                shortest = i;
        }
        if (candidate.words <= stretches->longest[shortest].words)
            return;
        stretches->count--;
        memmove(stretches->longest + shortest, stretches->longest + shortest + 1,
                (stretches->count - shortest) * sizeof candidate);
    }
    assert(stretches->count < MOST_SHOWN);
    stretches->longest[stretches->count++] = candidate;
}

static void find(const almost_comparison *comparison, almost_change_kind kind, stretches *found)
{
    *found = (stretches){.count = 0};
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->kind != kind || change->summed)
            continue;
        uint64_t words = al_change_stretch(comparison, change);
        if (words > 0)
            consider(found,
                     (stretch){kind == ALMOST_MISSING ? change->original : change->telling, words});
    }
}

/* Where its first word begins: a stretch may start with the point of the sentence before. */
static uint32_t first_word(const char *bytes, al_range range)
{
    uint32_t at = range.start;
    while (at < range.end && strchr(".,;:!?) \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    return at < range.end ? at : range.start;
}

static bool send_stretch(const al_page *page, al_line *line, const stretch *stretch, bool missing)
{
    const al_reading *reading = missing ? &page->original : &page->telling;
    const almost_text *text = missing ? page->comparison->original : page->comparison->telling;
    almost_span span = {first_word(text->bytes, stretch->range), stretch->range.end};
    al_where where = al_where_of(text, span.start);
    al_line_text(line, AL_STYLE_PLAIN, "  ");
    al_where_put(&where, line, AL_STYLE_PLAIN);
    al_line_text(line, AL_STYLE_PLAIN, ", ");
    al_line_grouped(line, AL_STYLE_PLAIN, stretch->words);
    al_line_text(line, AL_STYLE_PLAIN, " words: ");
    al_page_quote(line, page, reading, span, missing ? AL_STYLE_OLD : AL_STYLE_NEW);
    return al_line_send(line, page->output);
}

static bool send_list(const al_page *page, al_line *line, bool missing)
{
    stretches found;
    find(page->comparison, missing ? ALMOST_MISSING : ALMOST_ADDED, &found);
    if (found.total == 0)
        return true;
    al_line_text(line, AL_STYLE_STRONG, missing ? "What is missing: " : "What is new: ");
    al_line_grouped(line, AL_STYLE_STRONG, found.total);
    al_line_text(line, AL_STYLE_STRONG, found.total == 1 ? " long passage" : " long passages");
    bool marked =
        al_where_is_marked(missing ? page->comparison->original : page->comparison->telling);
    al_line_text(line, AL_STYLE_DIM,
                 marked             ? " (in "
                 : found.total == 1 ? " (line of "
                                    : " (lines of ");
    al_page_put_side(page, line, AL_STYLE_DIM, missing ? AL_ORIGINAL : AL_TELLING);
    al_line_text(line, AL_STYLE_DIM, ")");
    bool fine = al_line_send(line, page->output);
    for (size_t i = 0; i < found.count && fine; i++)
        fine = send_stretch(page, line, &found.longest[i], missing);
    if (fine && found.total > found.count) {
        al_line_text(line, AL_STYLE_DIM, "  and ");
        al_line_grouped(line, AL_STYLE_DIM, found.total - found.count);
        al_line_text(line, AL_STYLE_DIM, " shorter");
        fine = al_line_send(line, page->output);
    }
    return fine && al_line_send(line, page->output);
}

bool al_stretches_write(const al_page *page, al_line *line)
{
    if (page->comparison->verdict.answer == ALMOST_NO)
        return true; /* that is all of it */
    return send_list(page, line, true) && send_list(page, line, false);
}
