/* SPDX-License-Identifier: Apache-2.0 */
/* A text as a reader sees it; see reading.h. */
#include "page/reading.h"

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
    return is_wrapped(reading, first, end) ? AL_SEPARATOR_BLANK : AL_SEPARATOR_BREAK;
}

void al_reading_feed(const al_reading *reading, almost_span span, al_style style, al_flow *flow)
{
    assert(span.end <= reading->length);
    uint64_t at = span.start;
    while (at < span.end && !flow->failed) {
        uint64_t word = at;
        while (at < span.end && !al_is_space_byte(reading->bytes[at]))
            at++;
        if (at > word)
            al_flow_text(flow, style, reading->bytes + word, at - word);
        uint64_t blank = at;
        while (at < span.end && al_is_space_byte(reading->bytes[at]))
            at++;
        if (at > blank)
            al_flow_separate(flow, separator_of(reading, blank, at));
    }
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
