/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SubRip (.srt) and what YouTube calls SubViewer (.sbv): cues of a line with two times and the
 * lines below it. Neither has a standard; players take a cue to begin at every line of times, with
 * a number above it or without, so that what is broken costs one cue and not the rest.
 */
#include "read/cue_text.h"

/* A reading of lines, one ahead. */
typedef struct reading {
    const al_decoded *decoded;
    al_cues cues;
    const char *sign; /* between the two times */
    bool open;        /* a tag is */
} reading;

static bool is_times(const reading *reading, const al_read_line *line)
{
    uint64_t start, end;
    return al_cue_times(line, reading->sign, &start, &end);
}

/* Whether the line at `at` begins the next cue: its times, or its number and then its times. */
static bool begins_cue(const reading *reading, uint32_t at)
{
    al_read_line line;
    if (!al_decoded_line(reading->decoded, &at, &line))
        return false;
    if (is_times(reading, &line))
        return true;
    return al_line_is_number(&line) && al_decoded_line(reading->decoded, &at, &line) &&
           is_times(reading, &line);
}

static void read_cues(reading *reading)
{
    al_read_line line;
    uint64_t start, end;
    bool first = true, inside = false;
    for (uint32_t at = 0, here = 0; al_decoded_line(reading->decoded, &at, &line); here = at) {
        if (al_cue_times(&line, reading->sign, &start, &end)) {
            al_cues_begin(&reading->cues, start, end);
            reading->open = false;
            first = inside = true;
        } else if (inside && begins_cue(reading, here)) {
            inside = false; /* the number of the next */
        } else if (inside && !al_line_is_blank(&line)) {
            if (!first)
                al_cues_line(&reading->cues);
            al_cue_tagged(&reading->cues, reading->decoded, &line, false, &reading->open);
            first = false;
        }
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
