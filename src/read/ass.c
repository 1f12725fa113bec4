/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SubStation Alpha (.ssa, .ass): in the section of events, a line that says the order of the fields
 * and lines of them; the text is the last, and may have commas. Codes in braces are instructions,
 * between {\p1} and {\p0} drawings; \N and \n end a line, \h is a blank.
 */
#include "read/cue_text.h"

#include <string.h>
#include <strings.h>

enum { MOST_FIELDS = 24 };

/* Which field is which; -1: there is none. */
typedef struct fields {
    int n, start, end, name;
} fields;

static const fields usual = {10, 1, 2, 4};

static bool begins(const al_read_line *line, const char *word)
{
    size_t length = strlen(word);
    return line->length >= length && strncasecmp(line->bytes, word, length) == 0;
}

static bool is_word(const char *bytes, uint32_t length, const char *word)
{
    while (length > 0 && bytes[0] == ' ')
        bytes++, length--;
    while (length > 0 && bytes[length - 1] == ' ')
        length--;
    return length == strlen(word) && strncasecmp(bytes, word, length) == 0;
}

/* The fields up to the last, which takes the rest. How many there are. */
static int split(al_read_line rest, int most, al_read_line *out)
{
    int n = 0;
    while (n < most) {
        const char *comma = n + 1 < most ? memchr(rest.bytes, ',', rest.length) : NULL;
        uint32_t length = comma != NULL ? (uint32_t)(comma - rest.bytes) : rest.length;
        out[n++] = (al_read_line){rest.bytes, length};
        if (comma == NULL)
            break;
        rest = (al_read_line){comma + 1, rest.length - length - 1};
    }
    return n;
}

static al_read_line behind_colon(const al_read_line *line)
{
    const char *colon = memchr(line->bytes, ':', line->length);
    uint32_t taken = (uint32_t)(colon - line->bytes) + 1;
    return (al_read_line){line->bytes + taken, line->length - taken};
}

static fields read_format(const al_read_line *line)
{
    al_read_line names[MOST_FIELDS];
    fields found = {split(behind_colon(line), MOST_FIELDS, names), -1, -1, -1};
    for (int i = 0; i < found.n; i++) {
        if (is_word(names[i].bytes, names[i].length, "Start"))
            found.start = i;
        else if (is_word(names[i].bytes, names[i].length, "End"))
            found.end = i;
        else if (is_word(names[i].bytes, names[i].length, "Name") ||
                 is_word(names[i].bytes, names[i].length, "Actor"))
            found.name = i;
    }
    return found.start >= 0 && found.end >= 0 ? found : usual;
}

/* Whether the codes of a brace turn drawing on or off; else as it was. */
static bool draws(const char *codes, uint32_t length, bool before)
{
    for (uint32_t i = 0; i + 3 <= length; i++)
        if (codes[i] == '\\' && codes[i + 1] == 'p' && codes[i + 2] >= '0' && codes[i + 2] <= '9')
            before = codes[i + 2] != '0';
    return before;
}

/* Bytes of a code at the front, or 0; what it does is done. */
static uint32_t take_code(al_cues *cues, const al_decoded *decoded, const al_read_line *text,
                          uint32_t at, bool *drawing)
{
    const char *here = text->bytes + at;
    uint32_t left = text->length - at;
    const char *close = here[0] == '{' ? memchr(here, '}', left) : NULL;
    if (close != NULL) {
        uint32_t length = (uint32_t)(close - here) + 1;
        *drawing = draws(here, length, *drawing);
        return length;
    }
    if (here[0] != '\\' || left < 2)
        return 0;
    if (here[1] == 'N' || here[1] == 'n')
        al_cues_line(cues);
    else if (here[1] == 'h')
        al_cues_text(cues, " ", 1, al_decoded_range(decoded, here, 2));
    else
        return 0;
    return 2;
}

static void put_text(al_cues *cues, const al_decoded *decoded, const al_read_line *text)
{
    bool drawing = false;
    for (uint32_t at = 0; at < text->length;) {
        uint32_t code = take_code(cues, decoded, text, at, &drawing), end = at + 1;
        if (code > 0) {
            at += code;
            continue;
        }
        while (end < text->length && text->bytes[end] != '{' && text->bytes[end] != '\\')
            end++;
        if (!drawing)
            al_cues_text(cues, text->bytes + at, end - at,
                         al_decoded_range(decoded, text->bytes + at, end - at));
        at = end;
    }
}

static void read_event(al_cues *cues, const al_decoded *decoded, const al_read_line *line,
                       const fields *format)
{
    al_read_line values[MOST_FIELDS];
    uint64_t start, end;
    uint32_t from = 0, to = 0;
    if (split(behind_colon(line), format->n, values) < format->n ||
        !al_cue_time(&values[format->start], &from, &start) ||
        !al_cue_time(&values[format->end], &to, &end))
        return;
    al_cues_begin(cues, start, end);
    const al_read_line *name = format->name >= 0 ? &values[format->name] : NULL;
    if (name != NULL && !al_line_is_blank(name))
        al_cues_speaker(cues, name->bytes, name->length);
    put_text(cues, decoded, &values[format->n - 1]);
}

static void read_cues(al_cues *cues, const al_decoded *decoded)
{
    al_read_line line;
    fields format = usual;
    bool events = false;
    for (uint32_t at = 0; al_decoded_line(decoded, &at, &line);) {
        if (line.length > 0 && line.bytes[0] == '[')
            events = begins(&line, "[Events]");
        else if (events && begins(&line, "Format:"))
            format = read_format(&line);
        else if (events && begins(&line, "Dialogue:"))
            read_event(cues, decoded, &line, &format);
    }
}

static almost_status read_ass(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    al_cues cues;
    al_cues_init(&cues, builder->text->allocator);
    read_cues(&cues, &decoded);
    status = al_cues_finish(&cues, builder, error);
    al_cues_release(&cues);
    return status;
}

static al_confidence probe(const al_read_source *source)
{
    return al_source_begins(source, "[Script Info]") ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {"ass", "ssa", NULL};

const al_reader al_reader_ass = {"ass", extensions, probe, read_ass};
