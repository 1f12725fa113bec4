/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Context that ends with its sentence; see context.h. What a sentence is, is told by its last and
 * its next letter only: an abbreviation that is taken for an end costs some words of context.
 */
#include "page/context.h"

#include "text/signs.h"

#include <string.h>

enum {
    LEAST = 3,       /* of the words that are asked for, one in so many is shown at least */
    SHORT_WORD = 3,  /* letters of what may be an abbreviation: Mrs. */
    LONGEST_SIGN = 3 /* bytes of what closes a quotation */
};

/* What may stand between the end of a sentence and the blank behind it. */
static const char *const closers[] = {"\"", "'", ")", "]", "”", "’", "»", "“", "*", "_"};

/* The byte behind which no closing sign stands, going back from `end`. */
static uint64_t without_closers(const al_reading *reading, uint64_t start, uint64_t end)
{
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
        size_t size = strlen(closers[i]);
        if (end - start <= size || memcmp(reading->bytes + end - size, closers[i], size) != 0)
            continue;
        end -= size;
        i = (size_t)-1; /* and again from the first */
    }
    return end;
}

/* Whether a full stop at `end` is behind a short word with a capital, or a number of an item. */
static bool abbreviates(const al_reading *reading, uint64_t start, uint64_t end)
{
    uint64_t word = end;
    while (word > start && !al_is_space_byte(reading->bytes[word - 1]))
        word--;
    char first = reading->bytes[word];
    return end - word <= SHORT_WORD &&
           ((first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9'));
}

static bool ends_sentence(const al_reading *reading, uint64_t start, uint64_t end)
{
    static const char *const ends[] = {"…", "。", "！", "？"};
    end = without_closers(reading, start, end);
    if (end == start)
        return false;
    char last = reading->bytes[end - 1];
    if (last == '!' || last == '?')
        return true;
    if (last == '.')
        return !abbreviates(reading, start, end - 1);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (end - start >= LONGEST_SIGN &&
            memcmp(reading->bytes + end - LONGEST_SIGN, ends[i], LONGEST_SIGN) == 0)
            return true;
    return false;
}

/* Whether a word at `at` begins a sentence, a paragraph or a line that was meant. */
static bool begins_here(const al_reading *reading, uint64_t start, uint64_t at)
{
    const char *bytes = reading->bytes;
    if (at <= start || at >= reading->length || al_is_space_byte(bytes[at]) ||
        !al_is_space_byte(bytes[at - 1]))
        return false;
    if (al_reading_before(reading, start, at) >= AL_SEPARATOR_BREAK)
        return true;
    if (bytes[at] >= 'a' && bytes[at] <= 'z')
        return false;
    uint64_t end = at;
    while (end > start && al_is_space_byte(bytes[end - 1]))
        end--;
    return ends_sentence(reading, start, end);
}

static uint64_t least_of(uint64_t words)
{
    return words > LEAST ? words / LEAST : 1;
}

uint64_t al_context_behind(const al_reading *reading, almost_span span, uint64_t words)
{
    uint64_t at = al_reading_forward(reading, span, least_of(words));
    uint64_t end = al_reading_forward(reading, span, 2 * words);
    for (; at < end; at++)
        if (begins_here(reading, span.start, at))
            return at;
    return al_reading_forward(reading, span, words);
}

uint64_t al_context_before(const al_reading *reading, almost_span span, uint64_t words)
{
    uint64_t at = al_reading_backward(reading, span, least_of(words));
    uint64_t start = al_reading_backward(reading, span, 2 * words);
    for (; at > start; at--)
        if (begins_here(reading, span.start, at))
            return at;
    return al_reading_backward(reading, span, words);
}
