/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WebVTT, by the parser that its standard lays down (W3C, WebVTT 6.1): blocks of lines up to an
 * empty one; a block with a line of times is a cue, and all others (notes, styles, regions) are
 * passed over. A line with an arrow ends the block that it stands in, if that has one already.
 */
#include "read/cue_text.h"

#include <string.h>

static bool has_arrow(const al_read_line *line)
{
    for (uint32_t i = 0; i + 3 <= line->length; i++)
        if (memcmp(line->bytes + i, "-->", 3) == 0)
            return true;
    return false;
}

/* Digits that a time has to have: two of minutes and of seconds, three of their parts. */
static bool is_strict(const char *bytes, uint32_t length)
{
    const char *point = memchr(bytes, '.', length);
    if (point == NULL || (size_t)(bytes + length - point) != 4)
        return false;
    uint32_t whole = (uint32_t)(point - bytes);
    return whole >= 5 && bytes[whole - 3] == ':' &&
           (whole == 5 || (whole >= 7 && bytes[whole - 6] == ':'));
}

/* The bytes of a time from *at on, as far as digits, colons and points go. */
static bool read_time(const al_read_line *line, bool strict, uint32_t *at, uint64_t *milliseconds)
{
    while (*at < line->length && strchr(" \t\f", line->bytes[*at]) != NULL && line->bytes[*at])
        (*at)++;
    uint32_t start = *at;
    if (!al_cue_time(line, at, milliseconds))
        return false;
    return !strict || is_strict(line->bytes + start, *at - start);
}

static bool read_times(const al_read_line *line, bool strict, uint64_t *start, uint64_t *end)
{
    uint32_t at = 0;
    if (!read_time(line, strict, &at, start))
        return false;
    while (at < line->length && (line->bytes[at] == ' ' || line->bytes[at] == '\t'))
        at++;
    if (line->length - at < 3 || memcmp(line->bytes + at, "-->", 3) != 0)
        return false;
    at += 3;
    return read_time(line, strict, &at, end);
}

typedef struct reading {
    const al_decoded *decoded;
    al_cues cues;
    uint32_t at;
    uint32_t before; /* the line that was read last */
    bool strict;     /* times are taken as browsers take them */
    al_read_line line;
} reading;

static bool next_line(reading *reading)
{
    reading->before = reading->at;
    return al_decoded_line(reading->decoded, &reading->at, &reading->line);
}

/* The line that was read last is read once more. */
static void read_again(reading *reading)
{
    reading->at = reading->before;
}

/* The lines of a cue, up to an empty one or an arrow, which begins another block. */
static void read_payload(reading *reading)
{
    bool first = true, open = false;
    while (next_line(reading) && reading->line.length > 0) {
        if (has_arrow(&reading->line)) {
            read_again(reading);
            return;
        }
        if (!first)
            al_cues_line(&reading->cues);
        al_cue_tagged(&reading->cues, reading->decoded, &reading->line, true, &open);
        first = false;
    }
}

/* A block from its first line on: it is a cue if that has times, or the second has. */
static void read_block(reading *reading)
{
    uint64_t start, end;
    bool seen = false;
    for (int lines = 1; reading->line.length > 0; lines++) {
        if (has_arrow(&reading->line)) {
            if (lines > 2 || seen) {
                read_again(reading);
                return;
            }
            seen = true;
            if (read_times(&reading->line, reading->strict, &start, &end)) {
                al_cues_begin(&reading->cues, start, end);
                read_payload(reading);
                return;
            }
        }
        if (!next_line(reading))
            return;
    }
}

/* Behind the signature a header, up to an empty line or an arrow; then blocks. */
static void read_cues(reading *reading)
{
    if (!next_line(reading))
        return;
    while (next_line(reading) && reading->line.length > 0) {
        if (has_arrow(&reading->line)) {
            read_again(reading);
            break;
        }
    }
    while (next_line(reading))
        read_block(reading);
}

static almost_status read_vtt(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    al_read_options utf8 = *options;
    if (utf8.encoding == NULL)
        utf8.encoding = "UTF-8"; /* the standard has no other, and NULs are to be read over */
    almost_status status = al_decode_source(source, &utf8, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    reading reading = {.decoded = &decoded, .strict = true};
    al_cues_init(&reading.cues, builder->text->allocator);
    read_cues(&reading);
    if (reading.cues.n_cues == 0) { /* no browser would show any: as SubRip has its times, then */
        reading.at = 0;
        reading.strict = false;
        read_cues(&reading);
    }
    status = al_cues_finish(&reading.cues, builder, error);
    al_cues_release(&reading.cues);
    return status;
}

static al_confidence probe(const al_read_source *source)
{
    static const char *const signs[] = {"WEBVTT ", "WEBVTT\t", "WEBVTT\n", "WEBVTT\r"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (al_source_begins(source, signs[i]))
            return AL_CONFIDENCE_SURE;
    char room[AL_FRONT];
    bool all = al_source_front(source, room).length == strlen("WEBVTT");
    return all && al_source_begins(source, "WEBVTT") ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {"vtt", NULL};

const al_reader al_reader_vtt = {"vtt", extensions, probe, read_vtt};
