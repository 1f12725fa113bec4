/* SPDX-License-Identifier: Apache-2.0 */
/* Marks one by one, with more and more of them passed over until the two sides agree. */
#include "quote/marks.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

/* What is passed over. */
typedef enum pass {
    PASS_BLANKS,
    PASS_TYPOGRAPHY, /* these, and shapes */
    PASS_STOPS       /* these, and stops */
} pass;

/* ASCII for marks of full width and of other scripts, as far as clauses are parted by them. */
static uint32_t plain(uint32_t c)
{
    static const struct {
        uint32_t c;
        char plain;
    } marks[] = {{0x3001, ','}, {0xFF0C, ','}, {0x3002, '.'}, {0xFF0E, '.'}, {0xFF1B, ';'},
                 {0xFF1A, ':'}, {0xFF1F, '?'}, {0xFF01, '!'}, {0xFF08, '('}, {0xFF09, ')'},
                 {0x2026, '.'}, {0x60C, ','},  {0x61B, ';'},  {0x61F, '?'},  {0x37E, ';'},
                 {0x387, ';'},  {0x964, '.'},  {0x6D4, '.'}};
    for (size_t i = 0; c >= 0x80 && i < sizeof marks / sizeof *marks; i++)
        if (marks[i].c == c)
            return (uint32_t)marks[i].plain;
    return c;
}

static bool is_stop(uint32_t c)
{
    return c < 0x80 && c != 0 && strchr(",;:.()", (int)c) != NULL;
}

/* Shapes of print, which say nothing: quotation marks, dashes, emphasis, brackets, accents. */
static bool is_shape(uint32_t c)
{
    return al_is_quotation_mark(c) || al_is_dash(c) || al_is_invisible(c) ||
           (c < 0x80 && c != 0 && strchr("_*[]`{}=|", (int)c) != NULL) || c == 0xB4 ||
           c == 0x2032 || c == 0x2033;
}

static uint32_t next(const char *bytes, uint32_t end, uint32_t *at, pass pass)
{
    while (*at < end) {
        uint32_t size, c = plain(al_decode(bytes, end, *at, &size));
        *at += size;
        if (al_is_space(c) || (pass >= PASS_TYPOGRAPHY && is_shape(c)) ||
            (pass >= PASS_STOPS && is_stop(c)))
            continue;
        return c;
    }
    return AL_INVALID;
}

static bool agree(const char *a, al_range x, const char *b, al_range y, pass pass)
{
    uint32_t i = x.start, j = y.start;
    for (;;) {
        uint32_t c = next(a, x.end, &i, pass), d = next(b, y.end, &j, pass);
        if (c != d)
            return false;
        if (c == AL_INVALID && i >= x.end && j >= y.end)
            return true;
    }
}

/* A dash right before figures that stands apart from what is before it: less than nothing. */
static bool is_minus(const almost_text *text, al_range range)
{
    uint32_t at = range.end;
    if (at >= text->length || text->bytes[at] < '0' || text->bytes[at] > '9')
        return false;
    while (at > range.start && ((unsigned char)text->bytes[at - 1] & 0xC0) == 0x80)
        at--;
    if (at == range.start)
        return false;
    uint32_t size;
    at--;
    return al_is_dash(al_decode(text->bytes, range.end, at, &size)) &&
           (at == range.start || al_is_space_byte(text->bytes[at - 1]));
}

al_marks al_marks_compare(const almost_text *source, al_range in_source, const almost_text *account,
                          al_range in_account)
{
    const char *a = source->bytes, *b = account->bytes;
    if (agree(a, in_source, b, in_account, PASS_BLANKS))
        return AL_MARKS_EQUAL;
    if (is_minus(source, in_source) != is_minus(account, in_account))
        return AL_MARKS_OTHERS;
    if (agree(a, in_source, b, in_account, PASS_TYPOGRAPHY))
        return AL_MARKS_TYPOGRAPHY;
    return agree(a, in_source, b, in_account, PASS_STOPS) ? AL_MARKS_STOPS : AL_MARKS_OTHERS;
}

static bool is_empty(al_range range)
{
    return range.start >= range.end;
}

/* The size of a blank, or of the character, that begins some bytes or ends them. */
static uint32_t sign_size(const char *bytes, al_range range, bool at_end)
{
    uint32_t at = range.start, size = 0;
    if (at_end) {
        at = range.end - 1;
        while (at > range.start && ((unsigned char)bytes[at] & 0xC0) == 0x80)
            at--;
    }
    al_decode(bytes, range.end, at, &size);
    return size;
}

static bool is_blank(const char *bytes, al_range range, bool at_end)
{
    uint32_t size = sign_size(bytes, range, at_end);
    return al_is_space(al_decode(bytes, range.end, at_end ? range.end - size : range.start, &size));
}

static void shorten(al_range *range, uint32_t size, bool at_end)
{
    range->start += at_end ? 0 : size;
    range->end -= at_end ? size : 0;
}

/* Take blanks off the edges of marks, and what is the same on both sides. */
static void trim(const char *a, al_range *x, const char *b, al_range *y, bool at_end)
{
    for (;;) {
        while (!is_empty(*x) && is_blank(a, *x, at_end))
            shorten(x, sign_size(a, *x, at_end), at_end);
        while (!is_empty(*y) && is_blank(b, *y, at_end))
            shorten(y, sign_size(b, *y, at_end), at_end);
        if (is_empty(*x) || is_empty(*y))
            return;
        uint32_t m = sign_size(a, *x, at_end), n = sign_size(b, *y, at_end);
        const char *mine = a + (at_end ? x->end - m : x->start);
        const char *theirs = b + (at_end ? y->end - n : y->start);
        if (m != n || memcmp(mine, theirs, m) != 0)
            return;
        shorten(x, m, at_end);
        shorten(y, n, at_end);
    }
}

void al_marks_trim(const almost_text *source, al_range *in_source, const almost_text *account,
                   al_range *in_account)
{
    al_range x = *in_source, y = *in_account;
    trim(source->bytes, &x, account->bytes, &y, false);
    trim(source->bytes, &x, account->bytes, &y, true);
    if (is_empty(x) && is_empty(y)) /* the same signs, with blanks elsewhere */
        return;
    if (is_empty(y) && !is_blank(source->bytes, *in_source, false))
        y = (al_range){in_account->start, in_account->start}; /* it was beside the word before */
    *in_source = x;
    *in_account = y;
}

static bool apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

/* Whether white space stands behind a byte and none before the mark there: `but now -"` */
static bool closes_behind_sign(const char *bytes, al_range between, uint32_t at, uint32_t size)
{
    return at > between.start && !al_is_space_byte(bytes[at - 1]) && at + size < between.end &&
           al_is_space_byte(bytes[at + size]);
}

al_enclosure al_enclosure_of(const almost_text *text, al_range between)
{
    al_enclosure found = {.closes = false};
    uint32_t breaks = 0, size;
    bool paragraph = false, spaced = false;
    for (uint32_t at = between.start; at < between.end; at += size) {
        uint32_t c = al_decode(text->bytes, between.end, at, &size);
        breaks = c == '\n' ? breaks + 1 : al_is_space(c) ? breaks : 0;
        paragraph |= breaks > 1;
        if (!al_is_quotation_mark(c)) {
            spaced |= al_is_space(c);
            continue;
        }
        found.any |= !apostrophe(c) || spaced;
        if (!spaced || closes_behind_sign(text->bytes, between, at, size)) {
            found.closes = true;
        } else {
            found.opens = true;
            found.paragraph = paragraph;
        }
    }
    found.paragraph |= paragraph && !found.opens;
    return found;
}

static bool holds(const char *bytes, al_range range, const char *marks, bool dashes)
{
    uint32_t size;
    for (uint32_t at = range.start; at < range.end; at += size) {
        uint32_t c = al_decode(bytes, range.end, at, &size);
        bool dash = dashes && c != '-' && al_is_dash(c);
        bool two = dashes && c == '-' && at + 1 < range.end && bytes[at + 1] == '-';
        c = plain(c);
        if (dash || two || (c < 0x80 && c != 0 && strchr(marks, (int)c) != NULL))
            return true;
    }
    return false;
}

bool al_ends_sentence(const char *bytes, al_range range)
{
    return holds(bytes, range, ".?!", false);
}

bool al_ends_clause(const char *bytes, al_range range)
{
    return holds(bytes, range, ".?!,;:()", true);
}

bool al_ends_period(const char *bytes, al_range range)
{
    return holds(bytes, range, ".?!;:", false);
}
