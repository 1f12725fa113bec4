/* SPDX-License-Identifier: Apache-2.0 */
/* Putting words, numbers and quotations behind one another; see say.h. */
#include "compare/say.h"

#include "base/number.h"
#include "text/cluster.h"
#include "text/signs.h"

#include <string.h>

void al_say(al_spoken *spoken, const char *text)
{
    size_t length = strlen(text);
    if (length > spoken->capacity - spoken->length)
        return;
    memcpy(spoken->text + spoken->length, text, length);
    spoken->length += length;
}

void al_say_number(al_spoken *spoken, uint64_t number)
{
    char digits[32];
    *al_put_grouped(digits, number) = '\0';
    al_say(spoken, digits);
}

void al_say_percent(al_spoken *spoken, double share)
{
    char digits[64];
    *al_put_percent(digits, share) = '\0';
    al_say(spoken, digits);
}

void al_say_count(al_spoken *spoken, uint64_t number, const char *one, const char *many)
{
    al_say_number(spoken, number);
    al_say(spoken, number == 1 ? one : many);
}

al_range al_range_trimmed(const almost_text *text, al_range range)
{
    while (range.end > range.start && al_is_space_byte(text->bytes[range.end - 1]))
        range.end--;
    while (range.start < range.end && al_is_space_byte(text->bytes[range.start]))
        range.start++;
    return range;
}

/* The same without commas and points at its end, where that is not all there is. */
static al_range without_points(const almost_text *text, al_range range)
{
    uint32_t end = range.end;
    while (end > range.start && strchr(".,;:", text->bytes[end - 1]) != NULL &&
           text->bytes[end - 1] != '\0')
        end--;
    return end > range.start ? (al_range){range.start, end} : range;
}

/* Where to cut a range that is longer than `most`: behind its last whole word, if it has one. */
static uint32_t cut_behind_word(const almost_text *text, al_range range, uint32_t most)
{
    uint32_t end = range.start + most;
    while (end > range.start && !al_is_space_byte(text->bytes[end]))
        end--;
    if (end > range.start)
        return al_range_trimmed(text, (al_range){range.start, end}).end;
    for (end = range.start; end < range.end && end - range.start < most;)
        end += al_cluster_at(text->bytes, range.end, end).size;
    return end;
}

void al_say_quoted(al_spoken *spoken, const almost_text *text, al_range range, uint32_t most)
{
    range = without_points(text, al_range_trimmed(text, range));
    bool cut = range.end - range.start > most;
    if (cut)
        range.end = cut_behind_word(text, range, most);
    al_say(spoken, "“");
    while (range.start < range.end) {
        al_cluster cluster = al_cluster_at(text->bytes, range.end, range.start);
        char bytes[AL_CLUSTER_MOST_BYTES + 1];
        memcpy(bytes, text->bytes + range.start, cluster.size);
        bytes[cluster.size] = '\0';
        if (al_is_space_byte(bytes[0]))
            al_say(spoken, " ");
        else
            al_say(spoken, cluster.control ? "\xEF\xBF\xBD" : bytes);
        range.start += cluster.size;
    }
    al_say(spoken, cut ? " …”" : "”");
}
