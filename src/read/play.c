/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plays as they are printed: a paragraph begins with who speaks, in capitals and with a point or a
 * colon (`NORA. Yes.`), or in a line of its own; directions stand in brackets, or in round ones
 * behind the name. Nothing in it is a sign of such a layout alone, so it is read where it is asked
 * for.
 */
#include "base/error.h"
#include "read/decoded.h"
#include "read/script.h"
#include "text/signs.h"

#include <string.h>
#include <strings.h>

typedef struct reading {
    const al_decoded *decoded;
    al_script script;
    bool inside;  /* the paragraph has begun */
    bool wrapped; /* it is prose, of which lines are no verse */
} reading;

/* A piece of a line. */
typedef struct piece {
    const char *bytes;
    size_t length;
} piece;

static void tell(reading *reading, piece piece)
{
    if (piece.length > 0)
        al_script_text(&reading->script, piece.bytes, piece.length,
                       al_decoded_range(reading->decoded, piece.bytes, piece.length));
}

static piece part(piece whole, size_t start, size_t end)
{
    piece found = {whole.bytes + start, end - start};
    found.length = al_script_trim(&found.bytes, found.length);
    return found;
}

/* --- Text with directions in it ----------------------------------------- */

/* Marks of italics around a direction or a word are none of it. */
static bool is_mark(char byte)
{
    return byte == '_';
}

/* Where the bracket at `at` closes, behind it, or 0. They nest. */
static size_t closing(piece text, size_t at)
{
    char open = text.bytes[at], close = open == '[' ? ']' : ')';
    size_t depth = 0;
    for (; at < text.length; at++) {
        depth += text.bytes[at] == open;
        depth -= text.bytes[at] == close;
        if (depth == 0)
            return at + 1;
    }
    return 0;
}

/* Text without marks of italics. */
static void tell_unmarked(reading *reading, piece text)
{
    size_t told = 0;
    for (size_t at = 0; at < text.length; at++) {
        if (!is_mark(text.bytes[at]))
            continue;
        tell(reading, (piece){text.bytes + told, at - told});
        told = at + 1;
    }
    tell(reading, (piece){text.bytes + told, text.length - told});
}

/* Directions in a line of a speech are told behind it. */
static void tell_said(reading *reading, piece text)
{
    size_t told = 0, at = 0;
    while (at < text.length) {
        size_t end = text.bytes[at] == '[' ? closing(text, at) : 0;
        if (end == 0) {
            /* what is open here closes in no later place either */
            at = text.bytes[at] == '[' ? text.length : at + 1;
            continue;
        }
        tell_unmarked(reading, (piece){text.bytes + told, at - told});
        al_script_aside(&reading->script, false);
        tell_unmarked(reading, (piece){text.bytes + at, end - at});
        al_script_aside_end(&reading->script, false);
        told = at = end;
        if (at < text.length && strchr(",.;:!?", text.bytes[at]) != NULL)
            al_telling_join(&reading->script.telling); /* the blank was before the bracket */
    }
    tell_unmarked(reading, (piece){text.bytes + told, text.length - told});
}

/* --- Who speaks --------------------------------------------------------- */

static bool is_stop(char byte)
{
    return byte == '.' || byte == ':';
}

/* Where a direction that stands at `at` ends, with the white space behind; or `at`. */
static size_t behind_direction(piece line, size_t at)
{
    while (at < line.length && al_is_space_byte(line.bytes[at]))
        at++;
    if (at < line.length && (line.bytes[at] == '(' || line.bytes[at] == '['))
        return closing(line, at);
    return 0;
}

/* A cue that a line begins with: its name, a direction that belongs to it, what is said. */
typedef struct cue {
    piece name, direction, said;
} cue;

/* Letters of a name, up to what ends it. */
static size_t name_length(piece line)
{
    enum { LONGEST = 48 };
    size_t at = 0;
    while (at < line.length && at < LONGEST && !is_stop(line.bytes[at]) && line.bytes[at] != '(' &&
           line.bytes[at] != '[')
        at++;
    return at;
}

/* A point belongs to a name as `MRS. LINDE` has it, where more capitals follow before the next. */
static size_t with_title(piece line, size_t at)
{
    piece rest = part(line, at + 1, line.length);
    size_t more = name_length(rest);
    bool title = at <= 4 && line.bytes[at] == '.' && more > 0 && more < rest.length &&
                 is_stop(rest.bytes[more]) && al_script_in_capitals(rest.bytes, more);
    return title ? (size_t)(rest.bytes + more - line.bytes) : at;
}

static bool find_cue(piece line, bool more_lines, cue *cue)
{
    size_t at = name_length(line);
    if (at < line.length && is_stop(line.bytes[at]) && at > 0 &&
        al_script_in_capitals(line.bytes, at))
        at = with_title(line, at);
    cue->name = part(line, 0, at);
    cue->direction = cue->said = (piece){line.bytes, 0};
    while (cue->name.length > 0 && is_mark(*cue->name.bytes))
        cue->name = part(cue->name, 1, cue->name.length);
    if (cue->name.length < 2 || !al_script_in_capitals(cue->name.bytes, cue->name.length))
        return false;
    size_t end = behind_direction(line, at);
    if (end > 0) {
        cue->direction = part(line, at, end);
        at = end;
    }
    bool stopped = at < line.length && is_stop(line.bytes[at]);
    at += stopped;
    while (stopped && at < line.length && is_mark(line.bytes[at]))
        at++;
    if (stopped && at < line.length && !al_is_space_byte(line.bytes[at]))
        return false;
    cue->said = part(line, at, line.length);
    return cue->said.length > 0 ? stopped || end > 0 : more_lines;
}

/* --- Paragraphs --------------------------------------------------------- */

/* The words that acts and scenes begin with, in any letters, and a number or nothing behind. */
static bool is_heading(piece line)
{
    static const char *const words[] = {
        "ACT",      "SCENE",  "PROLOGUE", "EPILOGUE", "AKT",     "AUFZUG",
        "AUFTRITT", "SZENE",  "ACTE",     "ATTO",     "ACTO",    "ESCENA",
        "SCENA",    "ERSTER", "ZWEITER",  "DRITTER",  "VIERTER", "F\xC3\x9CNFTER"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (line.length < length || strncasecmp(line.bytes, words[i], length) != 0)
            continue;
        bool whole =
            line.length == length || line.bytes[length] == ' ' || is_stop(line.bytes[length]);
        if (whole && line.length < 60)
            return true;
    }
    return false;
}

static void begin(reading *reading, al_script_kind kind, uint32_t level)
{
    al_script_begin(&reading->script, kind, level);
    reading->inside = true;
}

static void tell_cue(reading *reading, const cue *cue)
{
    al_script_cue(&reading->script, cue->name.bytes, cue->name.length);
    if (cue->direction.length > 0) {
        begin(reading, AL_SCRIPT_DIRECTION, 0);
        tell_unmarked(reading, cue->direction);
    }
    begin(reading, AL_SCRIPT_SPEECH, 0);
    reading->wrapped = cue->said.length > 0;
    tell_said(reading, cue->said);
}

/* The first line of a paragraph. */
static void tell_first(reading *reading, piece line, bool more_lines)
{
    cue cue;
    reading->wrapped = true;
    if (is_heading(line)) {
        begin(reading, AL_SCRIPT_HEADING, strncasecmp(line.bytes, "SC", 2) == 0 ? 2 : 1);
        tell_unmarked(reading, line);
    } else if (find_cue(line, more_lines, &cue)) {
        tell_cue(reading, &cue);
    } else {
        begin(reading, AL_SCRIPT_DIRECTION, 0);
        tell_unmarked(reading, line);
    }
}

/* Lines below a name of its own may be verse, and stay lines. */
static void tell_next(reading *reading, piece line)
{
    if (reading->wrapped)
        al_script_wrap(&reading->script);
    else
        al_script_line(&reading->script);
    if (reading->script.kind == AL_SCRIPT_SPEECH)
        tell_said(reading, line);
    else
        tell_unmarked(reading, line);
}

static piece line_of(const al_read_line *found)
{
    piece line = {found->bytes, found->length};
    line.length = al_script_trim(&line.bytes, line.length);
    return line;
}

static void read_lines(reading *reading)
{
    al_read_line found;
    for (uint32_t at = 0;
         al_decoded_line(reading->decoded, &at, &found) && !al_script_failed(&reading->script);) {
        piece line = line_of(&found);
        uint32_t behind = at;
        bool more =
            al_decoded_line(reading->decoded, &behind, &found) && line_of(&found).length > 0;
        if (line.length == 0) {
            al_script_end(&reading->script);
            reading->inside = false;
        } else if (reading->inside) {
            tell_next(reading, line);
        } else {
            tell_first(reading, line, more);
        }
    }
}

static almost_status read_play(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    reading reading = {.decoded = &decoded};
    bool made = al_script_init(&reading.script, builder);
    if (made)
        read_lines(&reading);
    status = al_script_finish(&reading.script, error);
    return made ? status : al_fail_memory(error);
}

static al_confidence probe(const al_read_source *source)
{
    (void)source;
    return AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {NULL};

const al_reader al_reader_play = {"play", extensions, probe, read_play};
