/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a list of edits; see listing.h. */
#include "write/listing.h"

#include "base/names.h"
#include "compare/loudness.h"
#include "compare/said.h"
#include "text/place.h"
#include "write/edits.h"
#include "write/phrase.h"

#include <string.h>

enum {
    MARGIN_TOUCHES = 16, /* cells for what is touched */
    FEWEST_CELLS = 24,   /* for the text, however narrow the page */
    MOST_LOOKED_BACK = 400,
    MARKS = 14,       /* cells of [- -] {+ +}, two blanks, four ellipses */
    MARKS_OF_ONE = 8, /* the same where only one side is there */
    MARKS_IN_COLOUR = 6,
    AROUND_ONE = 15, /* cells of what is said around one side of a group, its ellipsis too */
    AROUND_TWO = 10  /* and around both */
};

/* The names of what is touched, as many as fit in the margin. */
static void put_touches(al_line *line, uint32_t touches)
{
    uint32_t start = line->cells;
    uint32_t loud = touches & AL_TOUCHES_MEANING;
    al_style style = loud != 0 ? AL_STYLE_LOUD : AL_STYLE_DIM;
    for (uint32_t ranks = al_touches_ranked(loud != 0 ? loud : touches); ranks != 0;
         ranks &= ranks - 1) {
        const char *name = al_touch_names[__builtin_ctz(ranks)].text;
        uint32_t used = line->cells - start;
        if (used > 0 && used + 2 + strlen(name) > MARGIN_TOUCHES)
            break;
        if (used > 0)
            al_line_text(line, style, ", ");
        al_line_text(line, style, name);
    }
    al_line_pad(line, start + MARGIN_TOUCHES + 1);
}

static void put_where(al_line *line, const al_where *where, uint32_t cells)
{
    if (where->cells < cells)
        al_line_pad(line, line->cells + cells - where->cells);
    al_where_put(where, line, AL_STYLE_DIM);
}

static uint32_t measure(const al_reading *reading, almost_span span, uint32_t most)
{
    uint32_t cells = 0;
    al_line_clipped(NULL, AL_STYLE_PLAIN, reading->bytes + span.start, span.end - span.start, most,
                    &cells);
    return cells;
}

/* As much of a piece as fits, apart from what stands around it; how many bytes that is. */
static size_t put_clipped(al_line *line, const al_reading *reading, almost_span span,
                          al_style style, uint32_t most)
{
    const char *bytes = reading->bytes + span.start;
    uint32_t cells = 0;
    size_t length = span.end - span.start;
    size_t shown = al_line_clipped(NULL, style, bytes, length, most, &cells);
    cells = 0;
    return al_line_clipped(line, al_style_of_quoted(style, bytes, shown), bytes, length, most,
                           &cells);
}

/* One side of the change, between its marks when there is no colour, clipped. */
static void put_side(al_line *line, const al_page *page, almost_span span, al_style style,
                     uint32_t most)
{
    if (span.start == span.end)
        return;
    bool old = style == AL_STYLE_OLD;
    const al_reading *reading = old ? &page->original : &page->telling;
    if (page->marked)
        al_line_text(line, style, old ? "[-" : "{+");
    size_t shown = put_clipped(line, reading, span, style, most);
    if (shown < span.end - span.start)
        al_line_put(line, style, "…", 3, 1);
    if (page->marked)
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

static uint32_t at_most(uint32_t most, uint32_t cells)
{
    return cells < most ? cells : most;
}

/* What stands before an edit: no blank at its end where none stands before what was there. */
static almost_span before_of(const al_page *page, almost_span old, almost_span new)
{
    almost_span before = {0, new.start};
    if (old.start == old.end || new.start == new.end || blank_before(&page->original, old.start))
        return before;
    while (blank_before(&page->telling, before.end))
        before.end--;
    return before;
}

/* One edit and the words around it; what the one side leaves of its room is the other's. */
/* Who says on a side what another says on the other; NULL where that is not so. */
static const char *speaker_of(const al_page *page, const al_change *change, int side)
{
    const almost_comparison *comparison = page->comparison;
    return al_said_name(comparison, change, (size_t)(change - comparison->changes), side);
}

enum { MOST_NAME = 20 /* cells of who speaks */ };

/* The cells that both speakers take. */
static uint32_t speaker_cells(const al_page *page, const al_change *change)
{
    uint32_t cells = 0, all = 0;
    for (int side = 0; side < 2; side++) {
        const char *name = speaker_of(page, change, side);
        if (name == NULL)
            return 0;
        al_line_clipped(NULL, AL_STYLE_PLAIN, name, strlen(name), MOST_NAME, &cells);
        all += cells + 2;
    }
    return all;
}

static void put_speaker(al_line *line, const al_page *page, const al_change *change, int side)
{
    uint32_t cells = 0;
    const char *name = speaker_of(page, change, side);
    al_line_clipped(line, AL_STYLE_PLAIN, name, strlen(name), MOST_NAME, &cells);
    al_line_text(line, AL_STYLE_PLAIN, ": ");
}

static void put_snippet(al_line *line, const al_page *page, const al_listed *listed, uint32_t cells)
{
    const al_change *change = &listed->whole;
    uint32_t names = speaker_cells(page, listed->change);
    cells -= names < cells / 2 ? names : 0;
    const al_reading *telling = &page->telling;
    almost_span old = al_reading_trim(&page->original,
                                      (almost_span){change->original.start, change->original.end});
    almost_span new =
        al_reading_trim(telling, (almost_span){change->telling.start, change->telling.end});
    bool lone = old.start == old.end || new.start == new.end;
    uint32_t marks = !page->marked ? MARKS_IN_COLOUR : lone ? MARKS_OF_ONE : MARKS;
    uint32_t most = (cells - marks) * (lone ? 3 : 4) / 5; /* for both sides */
    uint32_t old_most = most - at_most(most / 2, measure(telling, new, most));
    uint32_t new_most = most - at_most(most / 2, measure(&page->original, old, most));
    uint32_t used =
        measure(&page->original, old, old_most) + measure(telling, new, new_most) + marks;
    uint32_t rest = used < cells ? cells - used : 0;

    almost_span before = before_of(page, old, new);
    uint64_t start = before.start = words_before(telling, before.end, rest / 2);
    rest -= measure(telling, before, rest);
    uint32_t counted = 0;
    if (start > 0)
        al_line_put(line, AL_STYLE_DIM, "…", 3, 1);
    al_line_clipped(line, AL_STYLE_PLAIN, telling->bytes + start, before.end - start, cells,
                    &counted);
    if (old.start < old.end && !blank_before(telling, new.start) &&
        blank_before(&page->original, old.start))
        al_line_text(line, AL_STYLE_PLAIN, " ");
    if (names > 0)
        put_speaker(line, page, listed->change, AL_ORIGINAL);
    put_side(line, page, old, AL_STYLE_OLD, old_most);
    if (old.start < old.end && new.start < new.end)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    if (names > 0)
        put_speaker(line, page, listed->change, AL_TELLING);
    put_side(line, page, new, AL_STYLE_NEW, new_most);
    if (new.start == new.end &&new.end < telling->length && blank_before(telling, new.end))
        al_line_text(line, AL_STYLE_PLAIN, " ");
    put_after(line, telling, new.end, rest > 0 ? rest - 1 : 0);
}

/* --- Equal changes ---------------------------------------------------------- */

static void put_quoted(al_line *line, const al_reading *reading, almost_span span, al_style style,
                       uint32_t most)
{
    al_line_put(line, AL_STYLE_PLAIN, "“", 3, 1);
    size_t shown = put_clipped(line, reading, span, style, most);
    if (shown < span.end - span.start)
        al_line_put(line, style, "…", 3, 1);
    al_line_put(line, AL_STYLE_PLAIN, "”", 3, 1);
}

/* How many there are, in as many words as there is room for. */
static al_phrase times_of(const al_group *group, uint32_t cells)
{
    bool alike = group->kind == AL_GROUP_LETTERS || group->kind == AL_GROUP_CAPITALS;
    al_phrase phrase = {.length = 0};
    if (alike && cells > 2 * FEWEST_CELLS)
        al_phrase_add(&phrase, " and the like");
    if (group->throughout && cells > 2 * FEWEST_CELLS)
        al_phrase_add(&phrase, " throughout");
    al_phrase_add(&phrase, ", ");
    al_phrase_add_number(&phrase, group->count);
    al_phrase_add(&phrase, " times");
    return phrase;
}

static void put_labels(al_line *line, const almost_comparison *comparison, const al_group *group)
{
    uint64_t renumbered = comparison->statistics.renumbered;
    al_line_grouped(line, AL_STYLE_PLAIN, renumbered > 0 ? renumbered : group->count);
    al_line_text(line, AL_STYLE_PLAIN,
                 renumbered > 1   ? " items renumbered"
                 : renumbered > 0 ? " item renumbered"
                                  : " numbers of items or lines");
}

/* What equal changes are: “Elizabeth” is “Catherine” throughout, 84 times. */
static void put_group(al_line *line, const al_page *page, const al_listed *listed, uint32_t cells)
{
    const al_change *change = listed->change;
    almost_span old = al_reading_trim(&page->original,
                                      (almost_span){change->original.start, change->original.end});
    almost_span new =
        al_reading_trim(&page->telling, (almost_span){change->telling.start, change->telling.end});
    if (listed->group->kind == AL_GROUP_LABELS) {
        put_labels(line, page->comparison, listed->group);
        return;
    }
    bool lost = new.start == new.end, gained = old.start == old.end;
    al_phrase times = times_of(listed->group, cells);
    uint32_t around = times.cells + (lost || gained ? AROUND_ONE : AROUND_TWO);
    uint32_t most = cells > around + 2 ? (cells - around) / 2 : 1;
    if (!gained)
        put_quoted(line, &page->original, old, AL_STYLE_OLD, lost ? 2 * most : most);
    if (!gained && !lost)
        al_line_text(line, AL_STYLE_PLAIN, " is ");
    if (!lost)
        put_quoted(line, &page->telling, new, AL_STYLE_NEW, gained ? 2 * most : most);
    if (gained || lost)
        al_line_text(line, AL_STYLE_PLAIN, gained ? " is new" : " is missing");
    al_phrase_put(&times, line, AL_STYLE_PLAIN);
}

/* The first places, as many as the line has room for. */
static void put_places(al_line *line, const almost_text *text, const al_listed *listed,
                       uint32_t width)
{
    const char *before = al_where_is_marked(text) ? ": " : ": lines ";
    al_phrase phrase = {.length = 0};
    uint32_t n = listed->n_places;
    for (; n > 0; n--) {
        phrase = (al_phrase){.length = 0};
        al_phrase_add(&phrase, before);
        for (uint32_t i = 0; i < n; i++) {
            al_phrase_add(&phrase, i > 0 ? ", " : "");
            al_where where = al_where_short(text, listed->places[i]);
            al_phrase_add_where(&phrase, &where);
        }
        if (n < listed->n_places || listed->more)
            al_phrase_add(&phrase, " …");
        if (line->cells + phrase.cells <= width)
            break;
    }
    if (n > 0)
        al_phrase_put(&phrase, line, AL_STYLE_DIM);
}

/* --- Lines ------------------------------------------------------------------ */

al_listed al_listed_of(const almost_comparison *comparison, const al_change *change, size_t first,
                       size_t last)
{
    return (al_listed){
        .change = change,
        .whole = al_edit_whole(comparison, first, last),
        .group = al_groups_of(comparison, change),
        .byte = change->telling.start,
    };
}

/* Cells of the longest id and the blanks behind it; 0 where ids are not asked for. */
static uint32_t id_cells(const al_page *page)
{
    char digits[20];
    if ((page->options->show & ALMOST_SHOW_IDS) == 0)
        return 0;
    return (uint32_t)(al_put_number(digits, page->comparison->n_changes) - digits) + 3;
}

/* What apply knows the change by; nothing where the line stands for several. */
static void put_id(const al_listing *listing, al_line *line, const al_listed *listed)
{
    char digits[20];
    uint32_t end = line->cells + listing->ids;
    if (listed->group == NULL) {
        uint64_t id = (uint64_t)(listed->change - listing->page->comparison->changes) + 1;
        size_t length = (size_t)(al_put_number(digits, id) - digits);
        al_line_text(line, AL_STYLE_DIM, "#");
        al_line_put(line, AL_STYLE_DIM, digits, length, (uint32_t)length);
    }
    al_line_pad(line, end);
}

al_listing al_listing_of(const al_page *page, const al_listed *listed, size_t n)
{
    uint32_t width = page->options->width, digits = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t cells = al_where_short(page->comparison->telling, listed[i].byte).cells;
        digits = cells > digits ? cells : digits;
    }
    uint32_t ids = id_cells(page);
    uint32_t margin = 2 + digits + 2 + ids + MARGIN_TOUCHES + 1;
    return (al_listing){
        .page = page,
        .digits = digits,
        .ids = ids,
        .cells = width > margin + FEWEST_CELLS ? width - margin : FEWEST_CELLS,
    };
}

bool al_listing_send(const al_listing *listing, al_line *line, const al_listed *listed)
{
    al_where where = al_where_short(listing->page->comparison->telling, listed->byte);
    put_where(line, &where, 2 + listing->digits);
    al_line_pad(line, listing->digits + 4);
    if (listing->ids > 0)
        put_id(listing, line, listed);
    put_touches(line, listed->group != NULL ? listed->change->touches : listed->whole.touches);
    if (listed->group != NULL) {
        put_group(line, listing->page, listed, listing->cells);
        put_places(line, listing->page->comparison->telling, listed, listing->page->options->width);
    } else {
        put_snippet(line, listing->page, listed, listing->cells);
    }
    return al_line_send(line, listing->page->output);
}
