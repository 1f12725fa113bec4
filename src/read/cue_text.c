/* SPDX-License-Identifier: Apache-2.0 */
/* Times are taken as loosely as players take them; tags are passed over, whatever they are. */
#include "read/cue_text.h"

#include "read/entities.h"
#include "text/signs.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number of at most nine digits. */
static bool read_digits(const al_read_line *line, uint32_t *at, uint64_t *number, uint32_t *n)
{
    uint32_t start = *at;
    *number = 0;
    while (*at < line->length && is_digit(line->bytes[*at]) && *at - start < 9)
        *number = *number * 10 + (uint64_t)(line->bytes[(*at)++] - '0');
    *n = *at - start;
    return *n > 0;
}

/* The part of a second behind the point, of as many digits as there are. */
static bool read_fraction(const al_read_line *line, uint32_t *at, uint64_t *milliseconds)
{
    uint64_t part;
    uint32_t n;
    if (*at >= line->length || (line->bytes[*at] != '.' && line->bytes[*at] != ','))
        return true;
    (*at)++;
    if (!read_digits(line, at, &part, &n))
        return false;
    for (; n < 3; n++)
        part *= 10;
    for (; n > 3; n--)
        part /= 10;
    *milliseconds += part;
    return true;
}

bool al_cue_time(const al_read_line *line, uint32_t *at, uint64_t *milliseconds)
{
    uint64_t parts[3];
    uint32_t n = 0, digits;
    while (*at < line->length && al_is_space_byte(line->bytes[*at]))
        (*at)++;
    for (;;) {
        if (!read_digits(line, at, &parts[n++], &digits))
            return false;
        if (n == 3 || *at >= line->length || line->bytes[*at] != ':')
            break;
        (*at)++;
    }
    if (n == 1)
        return false;
    uint64_t hours = n == 3 ? parts[0] : 0;
    if (parts[n - 1] > 59 || parts[n - 2] > 59)
        return false;
    *milliseconds = ((hours * 60 + parts[n - 2]) * 60 + parts[n - 1]) * 1000;
    return read_fraction(line, at, milliseconds);
}

bool al_cue_times(const al_read_line *line, const char *sign, uint64_t *start, uint64_t *end)
{
    uint32_t at = 0, length = (uint32_t)strlen(sign);
    if (!al_cue_time(line, &at, start))
        return false;
    while (at < line->length && al_is_space_byte(line->bytes[at]))
        at++;
    if (line->length - at < length || memcmp(line->bytes + at, sign, length) != 0)
        return false;
    at += length;
    return al_cue_time(line, &at, end);
}

bool al_line_is_blank(const al_read_line *line)
{
    for (uint32_t i = 0; i < line->length; i++)
        if (!al_is_space_byte(line->bytes[i]))
            return false;
    return true;
}

bool al_line_is_number(const al_read_line *line)
{
    uint32_t digits = 0;
    for (uint32_t i = 0; i < line->length; i++) {
        if (!is_digit(line->bytes[i]) && !al_is_space_byte(line->bytes[i]))
            return false;
        digits += is_digit(line->bytes[i]);
    }
    return digits > 0;
}

static bool is_tag(const char *tag, uint32_t length, const char *name)
{
    return strlen(name) == length && memcmp(tag, name, length) == 0;
}

/* A tag without its signs: who speaks, when a word is said, how it is pronounced. */
static void see_tag(al_cues *cues, const char *tag, uint32_t length)
{
    if (is_tag(tag, length, "rt"))
        cues->aside = true;
    else if (is_tag(tag, length, "/rt") || is_tag(tag, length, "/ruby"))
        cues->aside = false;
    if (length > 0 && is_digit(tag[0]))
        cues->rolling = true;
    if (length < 1 || tag[0] != 'v' || (length > 1 && tag[1] != ' ' && tag[1] != '.'))
        return;
    const char *name = memchr(tag, ' ', length);
    if (name != NULL)
        al_cues_speaker(cues, name + 1, length - (uint32_t)(name + 1 - tag));
}

/* Where the tag that is open ends, behind its sign; the end of the line where it does not. */
static uint32_t end_of_tag(const al_read_line *line, uint32_t at, bool *open)
{
    bool braces = line->bytes[at] == '{';
    const char *close = memchr(line->bytes + at, braces ? '}' : '>', line->length - at);
    *open = close == NULL;
    return close != NULL ? (uint32_t)(close - line->bytes) + 1 : line->length;
}

/*
 * Whether a tag begins: WebVTT takes every < for one; elsewhere a letter or a slash follows, and
 * some write what players are to do in braces with a backslash.
 */
static bool begins_tag(const al_read_line *line, uint32_t at, bool entities)
{
    char next = at + 1 < line->length ? line->bytes[at + 1] : '\0';
    if (line->bytes[at] == '<')
        return entities || next == '/' || (next >= 'a' && next <= 'z') ||
               (next >= 'A' && next <= 'Z');
    return !entities && line->bytes[at] == '{' && next == '\\';
}

/* Text up to the next tag or reference. */
static uint32_t put_plain(al_cues *cues, const al_decoded *decoded, const al_read_line *line,
                          uint32_t at, bool entities)
{
    uint32_t end = at + 1;
    while (end < line->length && !begins_tag(line, end, entities) &&
           !(entities && line->bytes[end] == '&'))
        end++;
    al_cues_text(cues, line->bytes + at, end - at,
                 al_decoded_range(decoded, line->bytes + at, end - at));
    return end;
}

void al_cue_tagged(al_cues *cues, const al_decoded *decoded, const al_read_line *line,
                   bool entities, bool *open)
{
    uint32_t at = *open ? end_of_tag(line, 0, open) : 0;
    while (at < line->length) {
        al_entity entity;
        uint32_t taken;
        if (begins_tag(line, at, entities)) {
            uint32_t end = end_of_tag(line, at, open);
            see_tag(cues, line->bytes + at + 1, end - at - (*open ? 1 : 2));
            at = end;
        } else if (entities && line->bytes[at] == '&' &&
                   (taken = al_entity_read(line->bytes + at, line->length - at, &entity)) > 0) {
            al_cues_text(cues, entity.bytes, entity.length,
                         al_decoded_range(decoded, line->bytes + at, taken));
            at += taken;
        } else {
            at = put_plain(cues, decoded, line, at, entities);
        }
    }
}
