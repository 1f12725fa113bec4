/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From cues to prose. A cue is a line of the text, so that a sentence goes on in the next cue as it
 * does in the next line of a book; another speaker or a long silence begins a paragraph.
 *
 * Automatic captions roll: each cue shows the line before once more above its own. A line that a
 * cue begins with and the cue before ends with is left out, where words have times of their own or
 * many cues do so; a person who says a thing twice does not.
 */
#include "read/cues.h"

#include "base/error.h"
#include "text/signs.h"

#include <string.h>

/* Letters of a line, without white space around. */
typedef struct stretch {
    uint32_t start, end;
} stretch;

typedef struct putting {
    const al_cues *cues;
    al_prose prose;
    bool rolling;
    uint32_t speaker; /* of what was put last */
    char label[40];   /* who speaks by a label, in this cue; "": nobody */
    uint64_t end;     /* of the cue before */
} putting;

static stretch trimmed(const al_cues *cues, const al_cue_line *line)
{
    const char *letters = cues->letters.bytes;
    stretch found = {line->start, line->stop};
    while (found.start < found.end && al_is_space_byte(letters[found.start]))
        found.start++;
    while (found.end > found.start && al_is_space_byte(letters[found.end - 1]))
        found.end--;
    return found;
}

static bool is_empty(stretch found)
{
    return found.start == found.end;
}

static bool same(const al_cues *cues, stretch a, stretch b)
{
    const char *letters = cues->letters.bytes;
    return a.end - a.start == b.end - b.start &&
           memcmp(letters + a.start, letters + b.start, a.end - a.start) == 0;
}

/* The lines of a cue that hold something, as many as there is room for, from the end or the front.
 */
enum { MOST_SHOWN = 4 /* lines of a cue on a screen */ };

static uint32_t filled_lines(const al_cues *cues, const al_cue *cue, stretch lines[MOST_SHOWN])
{
    uint32_t n = 0;
    for (uint32_t i = cue->first; i < cue->stop && n < MOST_SHOWN; i++) {
        stretch line = trimmed(cues, &cues->lines[i]);
        if (!is_empty(line))
            lines[n++] = line;
    }
    return n;
}

/* How many filled lines of a cue stand already at the end of the one before. */
static uint32_t repeated(const al_cues *cues, size_t cue)
{
    enum { AT_ONCE = 200 /* milliseconds */ };
    stretch before[MOST_SHOWN], now[MOST_SHOWN];
    const al_cue *own = &cues->cues[cue];
    if (cue == 0 || own->start <= own[-1].start || own->start + AT_ONCE < own[-1].end ||
        own->start > own[-1].end + AT_ONCE)
        return 0;
    uint32_t n_before = filled_lines(cues, &cues->cues[cue - 1], before);
    uint32_t n_now = filled_lines(cues, &cues->cues[cue], now);
    for (uint32_t n = n_before < n_now ? n_before : n_now; n > 0; n--) {
        uint32_t i = 0;
        while (i < n && same(cues, before[n_before - n + i], now[i]))
            i++;
        if (i == n)
            return n;
    }
    return 0;
}

/* Whether a cue that says nothing new is gone before anybody could read it. */
static bool is_flash(const al_cues *cues, size_t cue, uint32_t again)
{
    enum { FLASH = 50 /* milliseconds */ };
    const al_cue *own = &cues->cues[cue];
    stretch lines[MOST_SHOWN];
    return again > 0 && own->end <= own->start + FLASH && again == filled_lines(cues, own, lines);
}

/* Whether enough cues repeat the line before, where words have no times that would tell. */
static bool is_rolling(const al_cues *cues)
{
    if (cues->rolling)
        return true;
    size_t n = 0;
    for (size_t i = 1; i < cues->n_cues; i++) {
        stretch lines[MOST_SHOWN];
        uint32_t again = repeated(cues, i);
        if (is_flash(cues, i, again))
            return true;
        /* a cue that is the one before once more has not rolled on */
        n += again > 0 && (again < filled_lines(cues, &cues->cues[i], lines) ||
                           again < filled_lines(cues, &cues->cues[i - 1], lines));
    }
    return n >= 3 && n * 3 > cues->n_cues;
}

/* Append the letters of a line from one place to another, each piece from where it comes. */
static void put_letters(putting *putting, const al_cue_line *line, stretch part)
{
    const al_cues *cues = putting->cues;
    for (uint32_t i = line->first; i < line->end; i++) {
        const al_cue_piece *piece = &cues->pieces[i];
        uint32_t start = piece->at > part.start ? piece->at : part.start;
        uint32_t end = piece->at + piece->length < part.end ? piece->at + piece->length : part.end;
        if (start >= end)
            continue;
        al_range source = piece->source;
        if (source.end - source.start == piece->length)
            source =
                (al_range){source.start + (start - piece->at), source.start + (end - piece->at)};
        al_prose_text(&putting->prose, cues->letters.bytes + start, end - start, source);
    }
}

/* A sound: all of it in one pair of brackets. */
static bool is_sound(const char *letters, stretch part)
{
    if (part.end - part.start < 3)
        return false;
    char close = letters[part.start] == '(' ? ')' : letters[part.start] == '[' ? ']' : '\0';
    const char *first = memchr(letters + part.start, close, part.end - part.start);
    return close != '\0' && first == letters + part.end - 1;
}

/* Whether all of a cue is one sound, over its lines. */
static bool is_sound_cue(const al_cues *cues, const al_cue *cue)
{
    stretch lines[MOST_SHOWN];
    uint32_t n = filled_lines(cues, cue, lines);
    return n > 0 && is_sound(cues->letters.bytes, (stretch){lines[0].start, lines[n - 1].end});
}

/* Bytes of a label such as `MAN:` that the part begins with, or 0: capitals before a colon. */
static uint32_t label_length(const char *letters, stretch part)
{
    enum { LONGEST = 32 };
    uint32_t capitals = 0, at = part.start;
    for (; at < part.end && at - part.start < LONGEST && letters[at] != ':'; at++) {
        char c = letters[at];
        if (c >= 'a' && c <= 'z')
            return 0;
        capitals += (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
    }
    bool ends = at < part.end && letters[at] == ':' &&
                (at + 1 == part.end || al_is_space_byte(letters[at + 1]));
    return ends && capitals >= 2 ? at - part.start : 0;
}

/* Bytes of a dash that a line of dialogue begins with, or 0. */
static uint32_t dash_length(const char *letters, stretch part)
{
    uint32_t length = part.end - part.start;
    if (length < 2)
        return 0; /* there may be no letters at all */
    const char *at = letters + part.start;
    if (at[0] == '-' && at[1] != '-')
        return 1;
    return length > 3 && memcmp(at, "\xE2\x80", 2) == 0 && (at[2] == '\x93' || at[2] == '\x94') ? 3
                                                                                                : 0;
}

/* Lines of a cue that begin with a dash: two are two who speak. */
static bool is_dialogue(const al_cues *cues, const al_cue *cue)
{
    uint32_t n = 0;
    for (uint32_t i = cue->first; i < cue->stop; i++)
        n += dash_length(cues->letters.bytes, trimmed(cues, &cues->lines[i])) > 0;
    return n > 1;
}

/* Another one speaks, or nobody that is told. */
static void change_speaker(putting *putting, const char *name)
{
    al_prose_part(&putting->prose, AL_PARTING_BLOCK);
    al_prose_mark_name(&putting->prose, AL_MILESTONE_SPEAKER, name);
}

static const char *name_of(const putting *putting, uint32_t speaker)
{
    return speaker != AL_NO_SPEAKER ? putting->cues->names.bytes + speaker : "";
}

static void put_sound(putting *putting, const al_cue_line *line, stretch part)
{
    al_prose_part(&putting->prose, AL_PARTING_LINE);
    al_prose_begin(&putting->prose, AL_LAYER_OUTSIDE, "sounds");
    put_letters(putting, line, part);
    al_prose_end(&putting->prose, AL_LAYER_OUTSIDE);
    al_prose_part(&putting->prose, AL_PARTING_LINE);
}

/* The name of a label stands in the letters; it is told as a mark and not as text. */
static stretch take_label(putting *putting, stretch part)
{
    const char *letters = putting->cues->letters.bytes;
    uint32_t length = label_length(letters, part);
    if (length == 0)
        return part;
    memcpy(putting->label, letters + part.start, length);
    putting->label[length] = '\0';
    change_speaker(putting, putting->label);
    putting->speaker = AL_NO_SPEAKER;
    part.start += length + 1;
    while (part.start < part.end && al_is_space_byte(letters[part.start]))
        part.start++;
    return part;
}

static void put_line(putting *putting, const al_cue_line *line, bool dialogue, bool sound)
{
    const char *letters = putting->cues->letters.bytes;
    stretch part = trimmed(putting->cues, line);
    if (is_empty(part))
        return;
    if (!sound && strcmp(name_of(putting, line->speaker), name_of(putting, putting->speaker)) != 0)
        change_speaker(putting, name_of(putting, line->speaker));
    putting->speaker = sound ? putting->speaker : line->speaker;
    uint32_t dash = dialogue ? dash_length(letters, part) : 0;
    if (dash > 0) {
        al_prose_part(&putting->prose, AL_PARTING_LINE);
        part.start += dash;
        putting->label[0] = '\0';
    }
    if (sound || is_sound(letters, part)) {
        put_sound(putting, line, part);
        return;
    }
    part = take_label(putting, part);
    al_prose_begin(&putting->prose, AL_LAYER_SPEECH,
                   putting->label[0] != '\0' ? putting->label : name_of(putting, putting->speaker));
    put_letters(putting, line, part);
    al_prose_end(&putting->prose, AL_LAYER_SPEECH);
    al_prose_part(&putting->prose, AL_PARTING_BLANK);
}

static void put_cue(putting *putting, size_t number)
{
    enum { SILENCE = 5000 /* milliseconds that part two paragraphs */ };
    const al_cues *cues = putting->cues;
    const al_cue *cue = &cues->cues[number];
    putting->label[0] = '\0';
    uint32_t shown = putting->rolling ? repeated(cues, number) : 0;
    bool dialogue = is_dialogue(cues, cue), sound = is_sound_cue(cues, cue);
    bool silence = cue->start > putting->end && cue->start - putting->end >= SILENCE;
    al_prose_part(&putting->prose, silence ? AL_PARTING_BLOCK : AL_PARTING_LINE);
    al_prose_mark_number(&putting->prose, AL_MILESTONE_TIMECODE, cue->start);
    for (uint32_t i = cue->first; i < cue->stop; i++) {
        if (shown > 0 && !is_empty(trimmed(cues, &cues->lines[i]))) {
            shown--;
            continue;
        }
        put_line(putting, &cues->lines[i], dialogue, sound);
    }
    putting->end = cue->end;
}

almost_status al_cues_finish(al_cues *cues, al_builder *builder, almost_error *error)
{
    if (cues->failed)
        return al_fail_memory(error);
    /* Where no cue has a letter there is nothing to put, and nothing to point into. */
    bool empty = cues->letters.length == 0;
    putting putting = {
        .cues = cues, .rolling = !empty && is_rolling(cues), .speaker = AL_NO_SPEAKER};
    al_prose_init(&putting.prose, builder);
    for (size_t i = 0; !empty && i < cues->n_cues && !al_prose_failed(&putting.prose); i++)
        put_cue(&putting, i);
    return al_prose_finish(&putting.prose, error);
}
