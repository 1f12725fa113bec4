/* SPDX-License-Identifier: Apache-2.0 */
/* A text as a reader sees it; see reading.h. */
#include "page/reading.h"

#include "page/isolate.h"
#include "text/signs.h"

#include <assert.h>

enum {
    LINES_LOOKED_AT = 2000,
    LONGEST_LINE = 400, /* longer ones are paragraphs of their own */
    SHORTEST_WRAP = 50, /* narrower ones are verses, or a table */
    FULL_LINES = 90,    /* per cent of the lines that are no longer than the full one */
    CELLS_OF_A_WORD = 8
};

/* The length that FULL_LINES per cent of the first lines do not exceed. */
static uint64_t full_line(const char *bytes, uint64_t length)
{
    uint32_t counts[LONGEST_LINE + 1] = {0};
    uint32_t lines = 0;
    uint64_t start = 0;
    while (start < length && lines < LINES_LOOKED_AT) {
        const char *newline = memchr(bytes + start, '\n', length - start);
        uint64_t end = newline != NULL ? (uint64_t)(newline - bytes) : length;
        uint64_t size = end - start;
        if (size > 1) {
            counts[size < LONGEST_LINE ? size : LONGEST_LINE]++;
            lines++;
        }
        start = end + 1;
    }
    uint32_t seen = 0;
    uint64_t size = 0;
    while (size < LONGEST_LINE && (seen += counts[size]) * 100 < (uint64_t)lines * FULL_LINES)
        size++;
    return size;
}

void al_reading_init(al_reading *reading, const almost_text *text)
{
    *reading = (al_reading){.bytes = text->bytes, .length = text->length};
    reading->whole = text->whole != NULL ? text->whole->bytes : NULL;
    uint64_t width = full_line(text->bytes, text->length);
    reading->wrapped_at = width >= SHORTEST_WRAP && width < LONGEST_LINE ? width : 0;
}

/* Whether the line that ends at `newline` ends there because the next word did not fit. */
static bool is_wrapped(const al_reading *reading, uint64_t newline, uint64_t next_word)
{
    if (reading->wrapped_at == 0)
        return false;
    uint64_t used = 0;
    while (newline > used && used < reading->wrapped_at &&
           reading->bytes[newline - 1 - used] != '\n')
        used++;
    uint64_t end = next_word;
    while (end < reading->length && used <= reading->wrapped_at &&
           !al_is_space_byte(reading->bytes[end])) {
        used++;
        end++;
    }
    return used + 1 > reading->wrapped_at;
}

/* Where the line begins that byte `at` is in, or a place a long way before it. */
static uint64_t line_start(const al_reading *reading, uint64_t at)
{
    uint64_t start = at;
    while (start > 0 && at - start < LONGEST_LINE && reading->bytes[start - 1] != '\n')
        start--;
    return start;
}

static bool begins_line(const al_reading *reading, uint64_t at)
{
    return at < reading->length && (at == 0 || reading->bytes[at - 1] == '\n');
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Whether a line begins as quotations, tables and items of lists do. */
static bool is_listed(const al_reading *reading, uint64_t line)
{
    char first = begins_line(reading, line) ? reading->bytes[line] : '\0';
    if (first == '>' || first == '|')
        return true;
    return (first == '*' || first == '-') && line + 1 < reading->length &&
           is_blank(reading->bytes[line + 1]);
}

/* Whether a line begins with blanks, and is not empty. */
static bool is_indented(const al_reading *reading, uint64_t line)
{
    uint64_t at = line;
    if (!begins_line(reading, line))
        return false; /* of a line that is longer than was looked at */
    while (at < reading->length && is_blank(reading->bytes[at]))
        at++;
    return at > line && at < reading->length && !al_is_space_byte(reading->bytes[at]);
}

/*
 * Whether the line that ends at `newline` and the next one stand as they are: quotations, tables,
 * items, code, verses that are indented. Of an indented line and one that is not the former begins
 * a paragraph.
 */
static bool stand_apart(const al_reading *reading, uint64_t newline)
{
    uint64_t line = line_start(reading, newline), next = newline + 1;
    return is_listed(reading, line) || is_listed(reading, next) || is_indented(reading, next);
}

/* Whether the line of byte `at` is no prose to be filled: it, and the next or the last, are such.
 */
static bool is_apart(const al_reading *reading, uint64_t at)
{
    uint64_t line = line_start(reading, at);
    if (is_listed(reading, line))
        return true;
    if (!is_indented(reading, line))
        return false;
    uint64_t rest = reading->length - at;
    const char *newline =
        memchr(reading->bytes + at, '\n', rest < LONGEST_LINE ? rest : LONGEST_LINE);
    return (newline != NULL && is_indented(reading, (uint64_t)(newline - reading->bytes) + 1)) ||
           (line > 0 && is_indented(reading, line_start(reading, line - 1)));
}

/* Cells of the blanks that the line of the word at `at` begins with. */
static uint32_t indent_of(const al_reading *reading, uint64_t at)
{
    enum { tab = 4 };
    uint32_t cells = 0;
    for (uint64_t line = line_start(reading, at); line < at && cells < LONGEST_LINE; line++)
        cells += reading->bytes[line] == '\t' ? tab : 1;
    return cells;
}

/* What the white space from `start` to `end` means, at the end of a word of the text. */
static al_separator separator_of(const al_reading *reading, uint64_t start, uint64_t end)
{
    uint32_t newlines = 0;
    uint64_t first = end;
    for (uint64_t at = start; at < end; at++) {
        if (reading->bytes[at] == '\n' && newlines++ == 0)
            first = at;
    }
    if (newlines == 0)
        return AL_SEPARATOR_BLANK;
    if (newlines > 1)
        return AL_SEPARATOR_GAP;
    return is_wrapped(reading, first, end) && !stand_apart(reading, first) ? AL_SEPARATOR_BLANK
                                                                           : AL_SEPARATOR_BREAK;
}

/* Part two words as the white space between them does, and begin a line as it does. */
static void feed_blank(const al_reading *reading, uint64_t start, uint64_t end, al_flow *flow)
{
    al_separator separator = separator_of(reading, start, end);
    al_flow_separate(flow, separator);
    if (separator < AL_SEPARATOR_BREAK || end == reading->length)
        return;
    bool apart = is_apart(reading, end);
    al_flow_widen(flow, apart);
    if (apart)
        al_flow_indent(flow, indent_of(reading, end));
}

/* Whether a blank is a mark that was left out, and parts no word from what it stands at. */
static bool is_mark(const al_reading *reading, uint64_t start, uint64_t end)
{
    return reading->whole != NULL && end == start + 1 && reading->bytes[start] == ' ' &&
           !al_is_space_byte(reading->whole[start]);
}

void al_reading_feed(const al_reading *reading, almost_span span, al_style style, al_flow *flow)
{
    assert(span.end <= reading->length);
    uint64_t at = span.start;
    if (flow->prose < flow->widest && at < span.end)
        al_flow_widen(flow, is_apart(reading, at));
    while (at < span.end && !flow->failed) {
        uint64_t word = at;
        while (at < span.end && !al_is_space_byte(reading->bytes[at]))
            at++;
        flow->place = flow->numbered == reading ? word + 1 : AL_PLACE_OTHER;
        if (at > word)
            al_flow_text(flow, style, reading->bytes + word, at - word);
        flow->place = AL_PLACE_NONE;
        uint64_t blank = at;
        while (at < span.end && al_is_space_byte(reading->bytes[at]))
            at++;
        if (at > blank && !is_mark(reading, blank, at))
            feed_blank(reading, blank, at, flow);
    }
}

void al_reading_feed_apart(const al_reading *reading, almost_span span, al_style style,
                           al_flow *flow)
{
    al_flow_set_apart(flow, al_turns(reading->bytes + span.start, span.end - span.start));
    al_reading_feed(reading, span, style, flow);
    al_flow_set_apart(flow, false);
}

al_separator al_reading_before(const al_reading *reading, uint64_t start, uint64_t at)
{
    uint64_t blank = at;
    while (blank > start && al_is_space_byte(reading->bytes[blank - 1]))
        blank--;
    return blank < at ? separator_of(reading, blank, at) : AL_SEPARATOR_NONE;
}

almost_span al_reading_trim(const al_reading *reading, almost_span span)
{
    while (span.end > span.start && al_is_space_byte(reading->bytes[span.end - 1]))
        span.end--;
    while (span.start < span.end && al_is_space_byte(reading->bytes[span.start]))
        span.start++;
    return span;
}

size_t al_reading_whole_words(const char *bytes, size_t length)
{
    size_t end = length;
    while (end > 0 && !al_is_space_byte(bytes[end - 1]))
        end--;
    while (end > 0 && al_is_space_byte(bytes[end - 1]))
        end--;
    return end > length / 2 ? end : length;
}

uint64_t al_reading_words(const al_reading *reading, almost_span span)
{
    uint64_t words = 0;
    bool blank = true;
    for (uint64_t at = span.start; at < span.end; at++) {
        bool now = al_is_space_byte(reading->bytes[at]);
        words += blank && !now;
        blank = now;
    }
    return words * 25 >= span.end - span.start ? words : 0;
}

/* Cells that a byte adds, roughly: letters of three bytes are mostly wide ones. */
static uint32_t weight(char byte)
{
    unsigned char lead = (unsigned char)byte;
    return lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : 2;
}

/* A place near `at` that parts no cluster, looking no farther back than the letter before. */
static uint64_t between_clusters(const al_reading *reading, uint64_t at, almost_span span)
{
    while (at < span.end && ((unsigned char)reading->bytes[at] & 0xC0) == 0x80)
        at++;
    if (at <= span.start || at >= span.end)
        return at;
    uint64_t before = at - 1;
    while (before > span.start && at - before < 4 &&
           ((unsigned char)reading->bytes[before] & 0xC0) == 0x80)
        before--;
    uint64_t after = before + al_cluster_at(reading->bytes, span.end, before).size;
    return after > at ? after : at;
}

uint64_t al_reading_forward(const al_reading *reading, almost_span span, uint64_t words)
{
    uint64_t most = words * CELLS_OF_A_WORD;
    uint64_t cells = 0;
    uint64_t at = span.start;
    bool in_word = false;
    while (at < span.end) {
        bool blank = al_is_space_byte(reading->bytes[at]);
        if (in_word && blank && --words == 0)
            break;
        in_word = !blank;
        cells += weight(reading->bytes[at]);
        if (cells > most)
            return between_clusters(reading, at, span);
        at++;
    }
    while (at < span.end && al_is_space_byte(reading->bytes[at]))
        at++;
    return at;
}

uint64_t al_reading_backward(const al_reading *reading, almost_span span, uint64_t words)
{
    uint64_t most = words * CELLS_OF_A_WORD;
    uint64_t cells = 0;
    uint64_t at = span.end;
    bool in_word = false;
    while (at > span.start) {
        bool blank = al_is_space_byte(reading->bytes[at - 1]);
        if (in_word && blank && --words == 0)
            break;
        in_word = !blank;
        cells += weight(reading->bytes[at - 1]);
        if (cells > most)
            return between_clusters(reading, at, span);
        at--;
    }
    return at;
}
