/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Timed text (TTML, DFXP): paragraphs with a beginning, which adds to that of what encloses them.
 * `ttm:agent` says who speaks, by an id whose name the head has.
 */
#include "read/cue_text.h"
#include "read/xml.h"

#include <stdlib.h>
#include <string.h>

#define TT "http://www.w3.org/ns/ttml"
#define METADATA TT "#metadata"
#define PARAMETER TT "#parameter"

enum { NESTED = 64 /* elements with times of their own */ };

typedef struct reading {
    al_cues cues;
    double frames, ticks;   /* a second */
    uint64_t begin[NESTED]; /* of the elements that are open, added up */
    uint32_t depth;
    uint32_t apart; /* elements that are open in one that is said of the text, itself included */
    bool in_paragraph, kept; /* white space is */
} reading;

/* Seconds of a time such as 00:01:02.5, 00:01:02:12 (frames), 3.5s, 120ms, 12f, 500t. */
static double seconds_of(const reading *reading, const char *text)
{
    double parts[4] = {0};
    int n = 0;
    char *end = NULL;
    for (const char *at = text; n < 4; at = end + 1) {
        parts[n++] = strtod(at, &end);
        if (end == at || *end != ':')
            break;
    }
    if (n >= 3)
        return parts[0] * 3600 + parts[1] * 60 + parts[2] + parts[3] / reading->frames;
    if (strcmp(end, "h") == 0)
        return parts[0] * 3600;
    if (strcmp(end, "m") == 0)
        return parts[0] * 60;
    if (strcmp(end, "ms") == 0)
        return parts[0] / 1000;
    if (strcmp(end, "f") == 0)
        return parts[0] / reading->frames;
    return strcmp(end, "t") == 0 ? parts[0] / reading->ticks : parts[0];
}

static uint64_t time_of(const reading *reading, const char *text)
{
    double seconds = text != NULL ? seconds_of(reading, text) : 0;
    return seconds > 0 && seconds < 1e9 ? (uint64_t)(seconds * 1000 + .5) : 0;
}

/* The namespace has changed with each draft; all of them have this in common. Some have none. */
static bool is_timed_text(const char *space)
{
    return *space == '\0' || strstr(space, "ttml") != NULL || strstr(space, "ttaf1") != NULL;
}

static double number_of(const al_xml_element *element, const char *name, double usual)
{
    const char *text = al_xml_attribute(element, PARAMETER, name);
    double number = text != NULL ? strtod(text, NULL) : 0;
    return number > 0 ? number : usual;
}

static void begin_paragraph(reading *reading, const al_xml_element *element, uint64_t begin,
                            uint64_t outer)
{
    const char *end = al_xml_attribute(element, "", "end"),
               *length = al_xml_attribute(element, "", "dur"),
               *agent = al_xml_attribute(element, METADATA, "agent"),
               *space = al_xml_attribute(element, "http://www.w3.org/XML/1998/namespace", "space");
    uint64_t stop = end != NULL ? outer + time_of(reading, end) : begin + time_of(reading, length);
    al_cues_begin(&reading->cues, begin, stop);
    if (agent != NULL)
        al_cues_speaker(&reading->cues, agent, (uint32_t)strlen(agent));
    reading->in_paragraph = true;
    reading->kept = space != NULL && strcmp(space, "preserve") == 0;
}

/* What is said of a text stands in it, too: titles, descriptions, names of who made it. */
static bool is_metadata(const al_xml_element *element)
{
    return (is_timed_text(element->space) && strcmp(element->name, "metadata") == 0) ||
           strstr(element->space, "#metadata") != NULL;
}

static bool on_start(void *of, const al_xml_element *element)
{
    reading *reading = of;
    uint64_t outer =
        reading->depth > 0 && reading->depth <= NESTED ? reading->begin[reading->depth - 1] : 0;
    uint64_t begin = outer + time_of(reading, al_xml_attribute(element, "", "begin"));
    if (reading->depth < NESTED)
        reading->begin[reading->depth] = begin;
    reading->depth++;
    if (reading->apart > 0 || is_metadata(element)) {
        reading->apart++;
        return true;
    }
    if (!is_timed_text(element->space))
        return true;
    if (strcmp(element->name, "tt") == 0) {
        reading->frames = number_of(element, "frameRate", 30);
        reading->ticks = number_of(element, "tickRate", reading->frames);
    } else if (strcmp(element->name, "p") == 0) {
        begin_paragraph(reading, element, begin, outer);
    } else if (strcmp(element->name, "br") == 0 && reading->in_paragraph) {
        al_cues_line(&reading->cues);
    }
    return !reading->cues.failed;
}

static bool on_end(void *of, const al_xml_element *element)
{
    reading *reading = of;
    reading->depth--;
    if (reading->apart > 0)
        reading->apart--;
    else if (is_timed_text(element->space) && strcmp(element->name, "p") == 0)
        reading->in_paragraph = false;
    return true;
}

/* A line end within a paragraph is a blank, unless white space is kept. */
static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    reading *reading = of;
    if (!reading->in_paragraph || reading->apart > 0)
        return true;
    if (reading->kept && length == 1 && bytes[0] == '\n')
        al_cues_line(&reading->cues);
    else
        al_cues_text(&reading->cues, bytes, length, source);
    return !reading->cues.failed;
}

static almost_status read_ttml(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    reading reading = {.frames = 30, .ticks = 1};
    al_cues_init(&reading.cues, builder->text->allocator);
    al_xml_listener listener = {&reading, on_start, on_end, on_text, NULL};
    al_xml_source document = {.name = source->name,
                              .bytes = source->bytes,
                              .length = (uint32_t)source->length,
                              .encoding = options->encoding};
    almost_status status = al_xml_parse(&document, options, &listener, error);
    if (status == ALMOST_OK)
        status = al_cues_finish(&reading.cues, builder, error);
    al_cues_release(&reading.cues);
    return status;
}

/* Whether something begins at a time: `tt` without a namespace is an element of HTML, too. */
static bool has_times(const al_read_source *source)
{
    enum { LOOKED_AT = 65536 };
    static const char begins[] = " begin=";
    uint64_t front = source->length < LOOKED_AT ? source->length : LOOKED_AT;
    for (uint64_t at = 0; at + sizeof begins <= front; at++)
        if (memcmp(source->bytes + at, begins, sizeof begins - 1) == 0)
            return true;
    return false;
}

static al_confidence probe(const al_read_source *source)
{
    char space[128], name[64];
    bool found = al_xml_root(source->bytes, source->length, space, name, sizeof name) &&
                 strcmp(name, "tt") == 0 && is_timed_text(space);
    if (!found)
        return AL_CONFIDENCE_NONE;
    return *space != '\0' || has_times(source) ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {"ttml", "dfxp", NULL};

const al_reader al_reader_ttml = {"ttml", extensions, probe, read_ttml};
