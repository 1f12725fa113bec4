/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SubRip (.srt) and what YouTube calls SubViewer (.sbv): cues of a line with two times and the
 * lines below it. Neither has a standard; players take a cue to begin at every line of times, with
 * a number above it or without, so that what is broken costs one cue and not the rest.
 */
#include "read/cue_text.h"

#include "text/signs.h"

#include <string.h>

/* A reading of lines, one ahead. */
typedef struct reading {
    const al_decoded *decoded;
    al_cues cues;
    const char *sign; /* between the two times */
    bool open;        /* a tag is */
    bool blank;       /* the line before is */
    uint64_t number;  /* of the last cue, where it has one */
    uint64_t start, end;
} reading;

/* False: the line is not a number, and nothing else. */
static bool number_of(const al_read_line *line, uint64_t *number)
{
    uint64_t value = 0;
    if (!al_line_is_number(line))
        return false;
    for (uint32_t i = 0; i < line->length; i++)
        if (line->bytes[i] >= '0' && line->bytes[i] <= '9')
            value = value * 10 + (uint64_t)(line->bytes[i] - '0');
    *number = value;
    return true;
}

/* Digits and colons that were to be a time: "-00:00:01,000", "0:00:13.f8", "00:75:00". */
static uint32_t behind_broken_time(const al_read_line *line, uint32_t at)
{
    uint32_t colons = 0;
    while (at < line->length && al_is_space_byte(line->bytes[at]))
        at++;
    at += at < line->length && line->bytes[at] == '-';
    if (at >= line->length || line->bytes[at] < '0' || line->bytes[at] > '9')
        return 0;
    for (; at < line->length && line->bytes[at] != ',' && !al_is_space_byte(line->bytes[at]); at++)
        if (line->bytes[at] == ':')
            colons++;
        else if (line->bytes[at] == '-')
            break;
    return colons >= 2 ? at : 0;
}

/* Whether a line was to have two times, and so is none that is said. */
static bool is_broken(const reading *reading, const al_read_line *line)
{
    uint32_t length = (uint32_t)strlen(reading->sign), at = behind_broken_time(line, 0);
    if (at == 0)
        return false;
    while (at + length <= line->length && memcmp(line->bytes + at, reading->sign, length) != 0)
        at++;
    return at + length <= line->length && behind_broken_time(line, at + length) != 0;
}

static bool is_times(const reading *reading, const al_read_line *line)
{
    uint64_t start, end;
    return al_cue_times(line, reading->sign, &start, &end) || is_broken(reading, line);
}

/*
 * Whether the line at `at` begins the next cue: its times, or its number and then its times. Where
 * the number is the one that has to come, blank lines may stand between.
 */
static bool begins_cue(const reading *reading, uint32_t at)
{
    al_read_line line;
    if (!al_decoded_line(reading->decoded, &at, &line))
        return false;
    if (is_times(reading, &line))
        return true;
    uint64_t number;
    if (!number_of(&line, &number) || !al_decoded_line(reading->decoded, &at, &line))
        return false;
    while (number == reading->number + 1 && al_line_is_blank(&line))
        if (!al_decoded_line(reading->decoded, &at, &line))
            return false;
    return is_times(reading, &line);
}

/* Whether a line is the number that the next cue would have, of which the times are missing. */
static bool is_next_number(const reading *reading, const al_read_line *line, uint32_t at)
{
    uint64_t number;
    al_read_line next;
    return reading->blank && reading->number > 0 && number_of(line, &number) &&
           number == reading->number + 1 && al_decoded_line(reading->decoded, &at, &next) &&
           !al_line_is_blank(&next);
}

/* A cue at times of its own, or at those of the one before; false: a line is none of either. */
static bool see_times(reading *reading, const al_read_line *line)
{
    uint64_t start, end;
    bool times = al_cue_times(line, reading->sign, &start, &end);
    if (times) {
        reading->start = start;
        reading->end = end;
    }
    return times || is_broken(reading, line);
}

static void begin(reading *reading)
{
    al_cues_begin(&reading->cues, reading->start, reading->end);
    reading->open = false;
}

static void read_cues(reading *reading)
{
    al_read_line line;
    bool first = true, inside = false;
    for (uint32_t at = 0, here = 0; al_decoded_line(reading->decoded, &at, &line); here = at) {
        if (see_times(reading, &line)) {
            begin(reading);
            first = inside = true;
        } else if (begins_cue(reading, here)) {
            number_of(&line, &reading->number);
            inside = false; /* the number of the next */
        } else if (inside && is_next_number(reading, &line, at)) {
            reading->number++;
            begin(reading);
            first = true;
        } else if (inside && !al_line_is_blank(&line)) {
            if (!first)
                al_cues_line(&reading->cues);
            al_cue_tagged(&reading->cues, reading->decoded, &line, false, &reading->open);
            first = false;
        }
        reading->blank = al_line_is_blank(&line);
    }
}

static almost_status read_with(const char *sign, const al_read_source *source,
                               const al_read_options *options, al_builder *builder,
                               almost_error *error)
{
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    reading reading = {.decoded = &decoded, .sign = sign};
    al_cues_init(&reading.cues, builder->text->allocator);
    read_cues(&reading);
    status = al_cues_finish(&reading.cues, builder, error);
    al_cues_release(&reading.cues);
    return status;
}

/* Whether one of the first lines has two times. */
static al_confidence probe_with(const char *sign, const al_read_source *source)
{
    enum { LINES = 8 };
    char room[AL_FRONT];
    al_decoded front = al_source_front(source, room);
    al_read_line line;
    uint64_t start, end;
    uint32_t at = 0;
    for (int i = 0; i < LINES && al_decoded_line(&front, &at, &line); i++)
        if (al_cue_times(&line, sign, &start, &end))
            return AL_CONFIDENCE_LIKELY;
    return AL_CONFIDENCE_NONE;
}

static al_confidence probe_srt(const al_read_source *source)
{
    return probe_with("-->", source);
}

static almost_status read_srt(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    return read_with("-->", source, options, builder, error);
}

static al_confidence probe_sbv(const al_read_source *source)
{
    return probe_with(",", source);
}

static almost_status read_sbv(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    return read_with(",", source, options, builder, error);
}

static const char *const srt[] = {"srt", NULL}, *const sbv[] = {"sbv", NULL};

const al_reader al_reader_srt = {"srt", srt, probe_srt, read_srt};
const al_reader al_reader_sbv = {"sbv", sbv, probe_sbv, read_sbv};
