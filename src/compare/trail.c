/* SPDX-License-Identifier: Apache-2.0 */
/* Marks between words, read from either end; a mark has the value that all its shapes share. */
#include "compare/trail.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

enum {
    end_mark = 0x7FFFFFF0, /* no further mark */
    ellipsis = 0x2026
};

/* One mark, as it is compared. */
typedef struct mark {
    uint32_t value;
    uint32_t start; /* bytes */
    uint32_t end;
} mark;

static uint32_t at(const almost_text *text, uint32_t place, uint32_t end, uint32_t *size)
{
    unsigned char byte = (unsigned char)text->bytes[place];
    *size = 1;
    if (byte < 0x80)
        return byte;
    uint32_t c = al_decode(text->bytes, end, place, size);
    return c == AL_INVALID ? 0x80000000 | byte : c;
}

/* The code point that ends at `end`. */
static uint32_t before(const almost_text *text, uint32_t start, uint32_t end, uint32_t *size)
{
    uint32_t back = 1;
    while (back < 4 && end - back > start &&
           ((unsigned char)text->bytes[end - back] & 0xC0) == 0x80)
        back++;
    uint32_t c = at(text, end - back, end, size);
    if (*size == back)
        return c;
    *size = 1; /* an invalid sequence: byte by byte */
    return 0x80000000 | (unsigned char)text->bytes[end - 1];
}

typedef struct reading {
    const almost_text *text;
    al_range range;
    uint32_t ignore;
} reading;

static bool skipped(const reading *trail, uint32_t c)
{
    return (trail->ignore & ALMOST_IGNORE_LAYOUT && al_is_space(c)) ||
           (trail->ignore & ALMOST_IGNORE_TYPOGRAPHY && al_is_invisible(c));
}

/* The mark at `place` or behind it; dashes in a row are one, and so are three full stops. */
static mark next_mark(const reading *trail, uint32_t place)
{
    uint32_t end = trail->range.end, size;
    while (place < end) {
        uint32_t c = at(trail->text, place, end, &size);
        if (skipped(trail, c)) {
            place += size;
            continue;
        }
        mark found = {c, place, place + size};
        if (!(trail->ignore & ALMOST_IGNORE_TYPOGRAPHY))
            return found;
        found.value = al_plain_sign(c);
        while (found.value == '-' && found.end < end &&
               al_is_dash(at(trail->text, found.end, end, &size)))
            found.end += size;
        if (c == '.' && end - place >= 3 && memcmp(trail->text->bytes + place, "...", 3) == 0)
            found = (mark){ellipsis, place, place + 3};
        return found;
    }
    return (mark){end_mark, end, end};
}

/* The same from behind: the mark that ends at `place` or before it. */
static mark last_mark(const reading *trail, uint32_t place)
{
    uint32_t start = trail->range.start, size;
    while (place > start) {
        uint32_t c = before(trail->text, start, place, &size);
        if (skipped(trail, c)) {
            place -= size;
            continue;
        }
        mark found = {c, place - size, place};
        if (!(trail->ignore & ALMOST_IGNORE_TYPOGRAPHY))
            return found;
        found.value = al_plain_sign(c);
        while (found.value == '-' && found.start > start &&
               al_is_dash(before(trail->text, start, found.start, &size)))
            found.start -= size;
        if (c == '.' && place - start >= 3 && memcmp(trail->text->bytes + place - 3, "...", 3) == 0)
            found = (mark){ellipsis, place - 3, place};
        return found;
    }
    return (mark){end_mark, start, start};
}

static void trim_front(al_range *range, const almost_text *text)
{
    range->start = al_skip_blanks(text, *range);
}

static void trim_back(al_range *range, const almost_text *text)
{
    range->end = al_last_blanks(text, *range);
}

/* Whether what differs stands behind white space, or before everything. */
static bool begins_apart(al_range range, const al_slice *slice)
{
    uint32_t size;
    return range.start == slice->start ||
           (range.start < range.end && al_is_space(at(slice->text, range.start, range.end, &size)));
}

/*
 * Take white space off both ends of what differs: it belongs to what is the
 * same. But where marks stand apart on one side, and on the other is nothing but
 * white space, what follows the marks comes and goes with them: `. - Go`, `. Go`.
 */
static void trim_blanks(al_trail_difference *difference, const al_slice texts[2])
{
    al_range *middle = difference->middle;
    bool comes_and_goes = begins_apart(middle[0], &texts[0]) &&
                          begins_apart(middle[1], &texts[1]) &&
                          al_blank(texts[0].text, middle[0]) != al_blank(texts[1].text, middle[1]);
    for (int side = 0; side < 2; side++) {
        if (!comes_and_goes)
            trim_back(&middle[side], texts[side].text);
        trim_front(&middle[side], texts[side].text);
    }
}

al_trail_difference al_trail_compare(const al_slice texts[2], const al_range trails[2],
                                     uint32_t ignore)
{
    reading a = {texts[0].text, trails[0], ignore}, b = {texts[1].text, trails[1], ignore};
    al_trail_difference difference = {{trails[0], trails[1]}};
    for (;;) {
        mark mine = next_mark(&a, difference.middle[0].start);
        mark theirs = next_mark(&b, difference.middle[1].start);
        if (mine.value != theirs.value)
            break;
        if (mine.value == end_mark)
            return (al_trail_difference){
                {{trails[0].end, trails[0].end}, {trails[1].end, trails[1].end}}};
        difference.middle[0].start = mine.end;
        difference.middle[1].start = theirs.end;
    }
    for (;;) {
        mark mine = last_mark(&a, difference.middle[0].end);
        mark theirs = last_mark(&b, difference.middle[1].end);
        if (mine.value != theirs.value || mine.start < difference.middle[0].start ||
            theirs.start < difference.middle[1].start || mine.value == end_mark)
            break;
        difference.middle[0].end = mine.start;
        difference.middle[1].end = theirs.start;
    }
    if (ignore & ALMOST_IGNORE_LAYOUT)
        trim_blanks(&difference, texts);
    return difference;
}

/* Whether two trails have the same bytes, as most have. */
static bool are_equal(const al_slice texts[2], const al_range trails[2])
{
    uint32_t length = trails[0].end - trails[0].start;
    return length == trails[1].end - trails[1].start &&
           memcmp(texts[0].text->bytes + trails[0].start, texts[1].text->bytes + trails[1].start,
                  length) == 0;
}

int al_trail_likeness(const al_slice texts[2], const al_range trails[2])
{
    if (are_equal(texts, trails))
        return 2;
    uint32_t ignore = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY;
    reading a = {texts[0].text, trails[0], ignore}, b = {texts[1].text, trails[1], ignore};
    al_trail_difference difference = al_trail_compare(texts, trails, ignore);
    if (difference.middle[0].start == difference.middle[0].end &&
        difference.middle[1].start == difference.middle[1].end)
        return 2;
    bool mine = next_mark(&a, trails[0].start).value != end_mark;
    bool theirs = next_mark(&b, trails[1].start).value != end_mark;
    return mine && theirs;
}

uint32_t al_skip_blanks(const almost_text *text, al_range range)
{
    uint32_t place = range.start, size;
    while (place < range.end && al_is_space(at(text, place, range.end, &size)))
        place += size;
    return place;
}

uint32_t al_last_blanks(const almost_text *text, al_range range)
{
    uint32_t place = range.end, size;
    while (place > range.start && al_is_space(before(text, range.start, place, &size)))
        place -= size;
    return place;
}

/* Marks that close what stands before them, also behind a blank: `so !`, `so .` */
static bool closes(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' ||
           c == ']' || c == '}' || c == 0x2026 || (c >= 0x3001 && c <= 0x3002);
}

uint32_t al_closing_marks(const almost_text *text, al_range between)
{
    uint32_t place = between.start, end, size;
    do {
        while (place < between.end && !al_is_space(at(text, place, between.end, &size)))
            place += size;
        end = place;
        place = al_skip_blanks(text, (al_range){place, between.end});
    } while (place < between.end && closes(at(text, place, between.end, &size)));
    return end;
}

uint32_t al_opening_marks(const almost_text *text, al_range between)
{
    between.start = al_closing_marks(text, between);
    uint32_t place = between.end, size;
    while (place > between.start && !al_is_space(before(text, between.start, place, &size)))
        place -= size;
    return place > between.start ? place : between.end;
}

bool al_blank(const almost_text *text, al_range range)
{
    return al_skip_blanks(text, range) == range.end;
}

bool al_unseen(const almost_text *text, al_range range)
{
    uint32_t place = range.start, size;
    for (uint32_t c; place < range.end; place += size) {
        c = at(text, place, range.end, &size);
        if (!al_is_space(c) && !al_is_invisible(c))
            return false;
    }
    return true;
}

bool al_only_hyphen(const almost_text *text, al_range range)
{
    uint32_t size;
    if (range.start == range.end)
        return false;
    uint32_t c = at(text, range.start, range.end, &size);
    return range.start + size == range.end && al_is_hyphen(c);
}
