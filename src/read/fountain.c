/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fountain (fountain.io, syntax 1.1), and screenplays as they are typed, which it was made after:
 * what a line is shows in its capitals and in the blank lines around it. In a screenplay without
 * markup what only belongs to its pages is left out, and names of speakers are indented where
 * scenes are not.
 */
#include "read/fountain_text.h"

#include "base/error.h"
#include "text/signs.h"

#include <string.h>
#include <strings.h>

typedef struct reading {
    al_fountain_text text;
    al_script script;
    bool typed;       /* a screenplay without markup */
    bool after_blank; /* the line before is blank, or there is none */
    bool speaking;    /* lines are a speech */
    bool in_action;
    uint32_t level;  /* of the section */
    uint32_t indent; /* that names of speakers have at least */
} reading;

/* A line: all of it, and without what is around. */
typedef struct line {
    al_range all, own;
} line;

static const char *at(const reading *reading, uint32_t byte)
{
    return reading->text.shown.bytes + byte;
}

static bool next_line(const reading *reading, uint32_t *byte, line *line)
{
    al_read_line found;
    if (!al_decoded_line(&reading->text.shown, byte, &found))
        return false;
    uint32_t start = (uint32_t)(found.bytes - reading->text.shown.bytes);
    line->all = (al_range){start, start + found.length};
    line->own = al_fountain_trim(&reading->text, line->all);
    return true;
}

static bool is_blank(const line *line)
{
    return line->own.start == line->own.end;
}

static bool follows_blank(const reading *reading, uint32_t byte)
{
    line next;
    return !next_line(reading, &byte, &next) || is_blank(&next);
}

static uint32_t length_of(al_range bytes)
{
    return bytes.end - bytes.start;
}

static void end(reading *reading)
{
    al_script_end(&reading->script);
    reading->speaking = reading->in_action = false;
}

/* A block of this line alone. */
static void tell_line(reading *reading, al_script_kind kind, uint32_t level, al_range bytes)
{
    end(reading);
    al_script_begin(&reading->script, kind, level);
    al_fountain_tell(&reading->text, &reading->script, bytes);
    end(reading);
}

/* --- Scenes ------------------------------------------------------------- */

/* The words that a scene begins with, followed by a point or a blank, in any letters. */
static bool is_scene(const reading *reading, al_range own)
{
    static const char *const places[] = {"INT./EXT", "INT/EXT", "EXT./INT", "EXT/INT",
                                         "I/E",      "INT",     "EXT",      "EST"};
    static const char *const others[] = {"INNEN.", "AUSSEN.", "\xD0\x98\xD0\x9D\xD0\xA2.",
                                         "\xD0\x9D\xD0\x90\xD0\xA2.",
                                         "\xD0\xAD\xD0\x9A\xD0\xA1\xD0\xA2."};
    const char *bytes = at(reading, own.start);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t length = strlen(places[i]);
        if (length_of(own) > length && strncasecmp(bytes, places[i], length) == 0 &&
            (bytes[length] == '.' || bytes[length] == ' '))
            return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (length_of(own) > strlen(others[i]) && memcmp(bytes, others[i], strlen(others[i])) == 0)
            return true;
    return false;
}

/* The number of a scene is a place and no text. */
static void mark_scene(reading *reading, al_range number)
{
    enum { MOST = 40 };
    char name[MOST + 8] = "scene ";
    uint32_t length = length_of(number) < MOST ? length_of(number) : MOST;
    memcpy(name + 6, at(reading, number.start), length);
    name[6 + length] = '\0';
    al_telling_mark(&reading->script.telling, AL_MILESTONE_ELEMENT, name);
}

/* Takes hash tags off the end, as some programs write them: `#` and a small letter. */
static al_range without_tags(const reading *reading, al_range own)
{
    for (;;) {
        uint32_t word = own.end;
        while (word > own.start && !al_is_space_byte(*at(reading, word - 1)))
            word--;
        const char *bytes = at(reading, word);
        if (word == own.start || own.end - word < 2 || bytes[0] != '#' || bytes[1] < 'a' ||
            bytes[1] > 'z' || bytes[own.end - word - 1] == '#')
            return own;
        own = al_fountain_trim(&reading->text, (al_range){own.start, word});
    }
}

/* Takes `#1A#` off the end. */
static al_range take_scene_number(reading *reading, al_range own)
{
    if (length_of(own) < 3 || *at(reading, own.end - 1) != '#')
        return own;
    for (uint32_t byte = own.end - 1; byte-- > own.start && own.end - byte < 32;) {
        if (*at(reading, byte) != '#')
            continue;
        if (byte + 2 < own.end)
            mark_scene(reading, (al_range){byte + 1, own.end - 1});
        own.end = byte;
        break;
    }
    return al_fountain_trim(&reading->text, own);
}

static bool is_number_byte(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The end of a number of a scene or page at `byte`, as in `12`, `12A`, `12.`; or `byte`. */
static uint32_t number_end(const reading *reading, uint32_t byte, uint32_t stop)
{
    uint32_t start = byte;
    while (byte < stop && byte - start < 5 && is_number_byte(*at(reading, byte)))
        byte++;
    if (byte > start && byte < stop && *at(reading, byte) >= 'A' && *at(reading, byte) <= 'Z')
        byte++;
    if (byte > start && byte < stop && *at(reading, byte) == '.')
        byte++;
    return byte;
}

/* Takes a number in either margin off a typed scene; *number is it, or empty. */
static al_range without_margins(const reading *reading, al_range own, al_range *number)
{
    uint32_t stop = number_end(reading, own.start, own.end);
    *number = (al_range){own.start, own.start};
    if (stop == own.start || stop == own.end || *at(reading, stop) != ' ')
        return own;
    al_range inner = al_fountain_trim(&reading->text, (al_range){stop, own.end});
    if (!is_scene(reading, inner))
        return own;
    number->end = stop - (*at(reading, stop - 1) == '.');
    uint32_t length = length_of(*number), full = stop - own.start;
    if (length_of(inner) > full + 1 &&
        memcmp(at(reading, inner.end - full), at(reading, own.start), full) == 0)
        inner.end -= full;
    else if (length_of(inner) > length + 1 && *at(reading, inner.end - length - 1) == ' ' &&
             memcmp(at(reading, inner.end - length), at(reading, own.start), length) == 0)
        inner.end -= length;
    return al_fountain_trim(&reading->text, inner);
}

static void tell_scene(reading *reading, al_range own)
{
    own = take_scene_number(reading, without_tags(reading, own));
    tell_line(reading, AL_SCRIPT_HEADING, reading->level + 1 < 9 ? reading->level + 1 : 9, own);
}

/* --- Speeches ----------------------------------------------------------- */

/* The name without `^` and what stands in brackets behind it; `end` is at its start: none. */
static al_range name_of(const reading *reading, al_range own)
{
    own = without_tags(reading, own);
    if (length_of(own) > 0 && *at(reading, own.end - 1) == '^')
        own = al_fountain_trim(&reading->text, (al_range){own.start, own.end - 1});
    while (length_of(own) > 0 && *at(reading, own.end - 1) == ')') {
        uint32_t bracket = own.end - 1;
        while (bracket > own.start && *at(reading, bracket) != '(')
            bracket--;
        if (bracket == own.start)
            return (al_range){own.start, own.start};
        own.end = bracket;
        own = al_fountain_trim(&reading->text, own);
    }
    return own;
}

/* Columns before a byte of a line. */
static uint32_t indent_of(const reading *reading, const line *line, uint32_t stop)
{
    uint32_t indent = 0;
    for (uint32_t byte = line->all.start; byte < stop; byte++)
        indent += *at(reading, byte) == '\t' ? 8 : 1;
    return indent;
}

/* Whether a line in capitals names who says what follows. */
static bool is_cue(const reading *reading, const line *line, uint32_t next)
{
    enum { LONGEST = 60 };
    if (!reading->after_blank || follows_blank(reading, next))
        return false;
    al_range name = name_of(reading, line->own);
    if (length_of(name) == 0 || length_of(name) > LONGEST ||
        memchr(at(reading, name.start), '^', length_of(name)) != NULL)
        return false;
    return al_script_in_capitals(at(reading, name.start), length_of(name)) &&
           (!reading->typed || indent_of(reading, line, line->own.start) >= reading->indent);
}

static void take_cue(reading *reading, const line *line, al_range own)
{
    al_range name = name_of(reading, own);
    end(reading);
    al_script_cue(&reading->script, at(reading, name.start), length_of(name));
    al_fountain_tell_notes(&reading->text, &reading->script, line->all);
    reading->speaking = true;
}

static void tell_speech(reading *reading, const line *line)
{
    al_range own = line->own;
    char first = *at(reading, own.start);
    if (first == '(' && *at(reading, own.end - 1) == ')') {
        al_script_begin(&reading->script, AL_SCRIPT_DIRECTION, 0);
        al_fountain_tell(&reading->text, &reading->script, line->all);
        al_script_end(&reading->script);
        return;
    }
    if (reading->script.kind != AL_SCRIPT_SPEECH)
        al_script_begin(&reading->script, AL_SCRIPT_SPEECH, 0);
    else if (reading->typed)
        al_script_wrap(&reading->script);
    else
        al_script_line(&reading->script);
    bool sung = first == '~' && !reading->typed;
    al_fountain_tell(&reading->text, &reading->script,
                     sung ? (al_range){own.start + 1, line->all.end} : line->all);
}

static void tell_action(reading *reading, al_range bytes)
{
    if (!reading->in_action)
        al_script_begin(&reading->script, AL_SCRIPT_DIRECTION, 0);
    else if (reading->typed)
        al_script_wrap(&reading->script);
    else
        al_script_line(&reading->script);
    reading->in_action = true;
    al_fountain_tell(&reading->text, &reading->script, bytes);
}

/* --- Lines that say what they are --------------------------------------- */

static void tell_section(reading *reading, al_range own)
{
    uint32_t level = 0;
    while (own.start < own.end && *at(reading, own.start) == '#') {
        own.start++;
        level++;
    }
    reading->level = level < 8 ? level : 8;
    tell_line(reading, AL_SCRIPT_HEADING, reading->level, own);
}

/* A synopsis is the author's note and on no page; three signs and more are a new page. */
static void tell_synopsis(reading *reading, al_range own)
{
    uint32_t signs = own.start;
    while (signs < own.end && *at(reading, signs) == '=')
        signs++;
    end(reading);
    if (signs == own.end && signs - own.start >= 3)
        return;
    al_script_aside(&reading->script, true);
    al_fountain_tell(&reading->text, &reading->script, (al_range){own.start + 1, own.end});
    al_script_aside_end(&reading->script, true);
}

/* Centred, or a transition. */
static void tell_placed(reading *reading, al_range own)
{
    bool centred = *at(reading, own.end - 1) == '<' && length_of(own) > 1;
    tell_line(reading, AL_SCRIPT_DIRECTION, 0, (al_range){own.start + 1, own.end - centred});
}

/* Whether the line begins with a sign that says what it is, and is told. */
static bool take_forced(reading *reading, const line *line)
{
    al_range own = line->own, rest = {own.start + 1, own.end};
    char second = length_of(own) > 1 ? *at(reading, own.start + 1) : ' ';
    switch (*at(reading, own.start)) {
    case '!': tell_action(reading, (al_range){own.start + 1, line->all.end}); return true;
    case '@': take_cue(reading, line, rest); return true;
    case '#': tell_section(reading, own); return true;
    case '=': tell_synopsis(reading, own); return true;
    case '>': tell_placed(reading, own); return true;
    case '~': tell_action(reading, (al_range){own.start + 1, line->all.end}); return true;
    case '.':
        if (second == '.' || second == ' ' || !reading->after_blank)
            return false;
        tell_scene(reading, rest);
        return true;
    default: return false;
    }
}

/* --- Pages of a typed screenplay ---------------------------------------- */

static bool is_word(const reading *reading, al_range own, const char *word)
{
    return length_of(own) >= strlen(word) &&
           memcmp(at(reading, own.start), word, strlen(word)) == 0;
}

/* Whether a line belongs to its page alone: its number, or that something goes on. */
static bool take_page(reading *reading, al_range own)
{
    uint32_t stop = number_end(reading, own.start, own.end);
    if (stop > own.start && stop == own.end) {
        char name[16] = "";
        uint32_t length = length_of(own) - (*at(reading, own.end - 1) == '.');
        memcpy(name, at(reading, own.start), length);
        al_telling_mark(&reading->script.telling, AL_MILESTONE_PAGE, name);
        return true;
    }
    return is_word(reading, own, "(MORE)") || is_word(reading, own, "(CONTINUED") ||
           is_word(reading, own, "CONTINUED:");
}

/* --- The walk ----------------------------------------------------------- */

/* A line without anything ends what was; two blanks keep a speech together. */
static void take_blank(reading *reading, const line *line)
{
    bool goes_on = reading->speaking && !reading->typed && length_of(line->all) >= 2 &&
                   *at(reading, line->all.start) == ' ' && reading->script.kind == AL_SCRIPT_SPEECH;
    if (goes_on)
        al_telling_part(&reading->script.telling, AL_PARTING_BLOCK);
    else
        end(reading);
    al_fountain_tell_notes(&reading->text, &reading->script, line->all);
    reading->after_blank = !goes_on;
}

static void take_line(reading *reading, const line *line, uint32_t next)
{
    al_range own = line->own;
    if (reading->typed) {
        if (take_page(reading, own))
            return;
        al_range number;
        own = without_margins(reading, own, &number);
        if (length_of(number) > 0)
            mark_scene(reading, number);
    }
    if (reading->speaking) {
        tell_speech(reading, line);
    } else if (!reading->typed && take_forced(reading, line)) {
        /* told */
    } else if (reading->after_blank && is_scene(reading, own)) {
        tell_scene(reading, own);
    } else if (is_cue(reading, line, next)) {
        take_cue(reading, line, own);
    } else {
        tell_action(reading, line->all);
    }
    reading->after_blank = false;
}

static void read_lines(reading *reading, uint32_t byte)
{
    line line;
    reading->after_blank = true;
    while (next_line(reading, &byte, &line) && !al_script_failed(&reading->script)) {
        if (is_blank(&line))
            take_blank(reading, &line);
        else
            take_line(reading, &line, byte);
    }
}

/* --- The title page ----------------------------------------------------- */

/* Where the colon stands behind a key of the title page, or 0. */
static uint32_t key_end(const reading *reading, const line *line)
{
    enum { LONGEST = 30 };
    if (line->own.start != line->all.start)
        return 0;
    for (uint32_t byte = line->own.start; byte < line->own.end; byte++) {
        char c = *at(reading, byte);
        if (c == ':')
            return byte;
        if (byte - line->own.start > LONGEST || c == '.' || c == '(')
            return 0;
    }
    return 0;
}

static bool is_key(const reading *reading, al_range key, const char *wanted)
{
    return length_of(key) == strlen(wanted) &&
           strncasecmp(at(reading, key.start), wanted, strlen(wanted)) == 0;
}

/* A page of titles begins with a key that one has; others may follow. */
static bool begins_titles(const reading *reading, const line *line)
{
    static const char *const keys[] = {"title",      "credit",  "author",    "authors", "source",
                                       "draft date", "contact", "copyright", "notes",   "date",
                                       "revision",   "format",  "font"};
    uint32_t colon = key_end(reading, line);
    for (size_t i = 0; colon > 0 && i < sizeof keys / sizeof *keys; i++)
        if (is_key(reading, (al_range){line->own.start, colon}, keys[i]))
            return true;
    return false;
}

/* The value of a key, in this line and those below it that are indented. */
static void tell_title(reading *reading, const line *line, uint32_t colon)
{
    bool title = is_key(reading, (al_range){line->own.start, colon}, "title");
    end(reading);
    al_script_begin(&reading->script, title ? AL_SCRIPT_HEADING : AL_SCRIPT_OUTSIDE, 1);
    al_fountain_tell(&reading->text, &reading->script, (al_range){colon + 1, line->own.end});
}

/* Notes and boneyards may stand before. Returns where the script itself begins. */
static uint32_t read_titles(reading *reading)
{
    line line = {0};
    uint32_t byte = 0, here = 0;
    while (next_line(reading, &byte, &line) && is_blank(&line))
        here = byte;
    if (byte == 0 || is_blank(&line) || !begins_titles(reading, &line))
        return 0;
    al_fountain_tell_notes(&reading->text, &reading->script, (al_range){0, here});
    do {
        uint32_t colon = key_end(reading, &line);
        bool indented = line.own.start > line.all.start;
        if (is_blank(&line) || (colon == 0 && !indented))
            break;
        if (colon > 0) {
            tell_title(reading, &line, colon);
        } else {
            al_script_line(&reading->script);
            al_fountain_tell(&reading->text, &reading->script, line.all);
        }
        here = byte;
    } while (next_line(reading, &byte, &line) && !al_script_failed(&reading->script));
    end(reading);
    return here;
}

/* --- Readers ------------------------------------------------------------ */

/* How far names of speakers are indented: more than scenes are, in most of such layouts. */
static uint32_t find_indent(reading *reading)
{
    enum { FURTHER = 8, ENOUGH = 3 };
    line line;
    uint32_t scene = UINT32_MAX, further = 0, byte = 0;
    reading->after_blank = true;
    for (; next_line(reading, &byte, &line); reading->after_blank = is_blank(&line)) {
        if (is_blank(&line) || !reading->after_blank)
            continue;
        al_range number, own = without_margins(reading, line.own, &number);
        uint32_t indent = indent_of(reading, &line, own.start);
        if (scene == UINT32_MAX && is_scene(reading, own))
            scene = indent;
        else if (scene != UINT32_MAX && indent >= scene + FURTHER && is_cue(reading, &line, byte))
            further++;
    }
    return further >= ENOUGH ? scene + FURTHER : 0;
}

static almost_status read_script(const al_read_source *source, const al_read_options *options,
                                 al_builder *builder, bool typed, almost_error *error)
{
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    reading reading = {.typed = typed};
    bool made = al_script_init(&reading.script, builder);
    made = al_fountain_text_init(&reading.text, &decoded, !typed, builder->text->allocator) && made;
    if (made && typed)
        reading.indent = find_indent(&reading);
    if (made)
        read_lines(&reading, typed ? 0 : read_titles(&reading));
    al_fountain_text_release(&reading.text);
    status = al_script_finish(&reading.script, error);
    return made ? status : al_fail_memory(error);
}

static almost_status read_fountain(const al_read_source *source, const al_read_options *options,
                                   al_builder *builder, almost_error *error)
{
    return read_script(source, options, builder, false, error);
}

static almost_status read_screenplay(const al_read_source *source, const al_read_options *options,
                                     al_builder *builder, almost_error *error)
{
    return read_script(source, options, builder, true, error);
}

/* Nothing in it is a sign of it alone: the name decides. */
static al_confidence probe_fountain(const al_read_source *source)
{
    (void)source;
    return AL_CONFIDENCE_POSSIBLE;
}

/* Plain text could always be meant as such: only who asks for it gets it read by its layout. */
static al_confidence probe_screenplay(const al_read_source *source)
{
    (void)source;
    return AL_CONFIDENCE_NONE;
}

static const char *const fountain[] = {"fountain", "spmd", NULL}, *const screenplay[] = {NULL};

const al_reader al_reader_fountain = {"fountain", fountain, probe_fountain, read_fountain};
const al_reader al_reader_screenplay = {"screenplay", screenplay, probe_screenplay,
                                        read_screenplay};
