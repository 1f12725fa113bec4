/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass finds boneyards, which nest, one finds notes, which no blank line is in. A sign that is
 * never closed is a letter. Emphasis ends in its line: from the last place where each kind could be
 * closed it is known at once whether what opens it does.
 */
#include "read/fountain_text.h"

#include "base/search.h"

#include "text/signs.h"

#include <string.h>

enum { FILLER = 1 };

static bool two(const char *bytes, const char *sign)
{
    return bytes[0] == sign[0] && bytes[1] == sign[1];
}

static void fill(al_fountain_text *text, uint32_t start, uint32_t end)
{
    memset(text->copy + start, FILLER, end - start);
}

/* Signs that are not closed yet, and what is between those that are: the outermost pairs. */
typedef struct boneyards {
    uint32_t *open;
    al_range *pairs;
    size_t n_open, open_room, n_pairs, pairs_room;
} boneyards;

static bool open_boneyard(const al_fountain_text *text, boneyards *found, uint32_t at)
{
    if (!al_grow(text->allocator, (void **)&found->open, &found->open_room, found->n_open + 1,
                 sizeof *found->open))
        return false;
    found->open[found->n_open++] = at;
    return true;
}

static bool close_boneyard(const al_fountain_text *text, boneyards *found, uint32_t end)
{
    uint32_t start = found->open[--found->n_open];
    while (found->n_pairs > 0 && found->pairs[found->n_pairs - 1].start > start)
        found->n_pairs--;
    if (!al_grow(text->allocator, (void **)&found->pairs, &found->pairs_room, found->n_pairs + 1,
                 sizeof *found->pairs))
        return false;
    found->pairs[found->n_pairs++] = (al_range){start, end};
    return true;
}

static bool see_boneyards(const al_fountain_text *text, boneyards *found)
{
    const char *bytes = text->decoded->bytes;
    for (uint32_t at = 0; at + 1 < text->decoded->length; at++) {
        bool opens = two(bytes + at, "/*"), closes = two(bytes + at, "*/") && found->n_open > 0;
        if (opens && !open_boneyard(text, found, at))
            return false;
        if (closes && !close_boneyard(text, found, at + 2))
            return false;
        at += opens || closes;
    }
    return true;
}

static bool find_boneyards(al_fountain_text *text)
{
    boneyards found = {0};
    bool seen = see_boneyards(text, &found);
    for (size_t i = 0; i < found.n_pairs; i++)
        fill(text, found.pairs[i].start, found.pairs[i].end);
    al_release(text->allocator, found.open);
    al_release(text->allocator, found.pairs);
    return seen;
}

/* A line without anything in it, not even the two blanks that keep a note together. */
static bool is_empty_line(const char *bytes, uint32_t length, uint32_t at)
{
    uint32_t start = at;
    while (at < length && (bytes[at] == ' ' || bytes[at] == '\r'))
        at++;
    return (at == length || bytes[at] == '\n') && at - start < 2;
}

/* Where the note ends that begins at `at`, or where none of these can end. */
static uint32_t note_end(const al_fountain_text *text, uint32_t at, bool *closed)
{
    const char *bytes = text->copy;
    uint32_t length = text->decoded->length;
    *closed = false;
    for (; at + 1 < length; at++) {
        if (two(bytes + at, "]]")) {
            *closed = true;
            return at + 2;
        }
        if (bytes[at] == '\n' && is_empty_line(bytes, length, at + 1))
            return at;
    }
    return length;
}

static bool find_notes(al_fountain_text *text)
{
    uint32_t length = text->decoded->length;
    for (uint32_t at = 0; at + 1 < length; at++) {
        if (!two(text->copy + at, "[["))
            continue;
        bool closed;
        uint32_t end = note_end(text, at + 2, &closed);
        if (closed) {
            if (!al_grow(text->allocator, (void **)&text->notes, &text->notes_room,
                         text->n_notes + 1, sizeof *text->notes))
                return false;
            text->notes[text->n_notes++] = (al_range){at, end};
            fill(text, at, end);
        }
        at = end - 1; /* nor does a note close that begins before the end */
    }
    return true;
}

bool al_fountain_text_init(al_fountain_text *text, const al_decoded *decoded, bool marked_up,
                           const almost_allocator *allocator)
{
    *text = (al_fountain_text){
        .allocator = allocator, .decoded = decoded, .shown = *decoded, .marked_up = marked_up};
    if (!marked_up)
        return true;
    text->copy = al_allocate(allocator, (size_t)decoded->length + 1, 1);
    if (text->copy == NULL)
        return false;
    memcpy(text->copy, decoded->bytes, decoded->length);
    text->shown.bytes = text->copy;
    return find_boneyards(text) && find_notes(text);
}

void al_fountain_text_release(al_fountain_text *text)
{
    al_release(text->allocator, text->copy);
    al_release(text->allocator, text->notes);
}

static bool is_filler(const al_fountain_text *text, uint32_t at)
{
    return text->shown.bytes[at] != text->decoded->bytes[at];
}

static bool is_nothing(const al_fountain_text *text, uint32_t at)
{
    return is_filler(text, at) || al_is_space_byte(text->shown.bytes[at]);
}

al_range al_fountain_trim(const al_fountain_text *text, al_range bytes)
{
    while (bytes.start < bytes.end && is_nothing(text, bytes.start))
        bytes.start++;
    while (bytes.end > bytes.start && is_nothing(text, bytes.end - 1))
        bytes.end--;
    return bytes;
}

/* --- Telling ------------------------------------------------------------ */

static void tell_stretch(const al_fountain_text *text, al_script *script, uint32_t start,
                         uint32_t end)
{
    if (start == end)
        return;
    const char *bytes = text->decoded->bytes + start;
    al_script_text(script, bytes, end - start, al_decoded_range(text->decoded, bytes, end - start));
}

/* The first note that begins at `at` or behind it. */
static size_t first_note(const al_fountain_text *text, uint32_t at)
{
    return AL_FIRST_FROM(al_range, text->notes, 0, text->n_notes, start, at);
}

void al_fountain_tell_notes(const al_fountain_text *text, al_script *script, al_range bytes)
{
    for (size_t i = first_note(text, bytes.start);
         i < text->n_notes && text->notes[i].start < bytes.end; i++) {
        al_script_aside(script, true);
        tell_stretch(text, script, text->notes[i].start + 2, text->notes[i].end - 2);
        al_script_aside_end(script, true);
    }
}

/* Italics, bold, both; underlined. */
enum { UNDERLINED = 4, KINDS };

typedef struct emphasis {
    bool open[KINDS];
    uint32_t last[KINDS]; /* where it could be closed last */
} emphasis;

/* The kind of sign at `at`, or 0, and how long it is. */
static int sign_at(const al_fountain_text *text, uint32_t at, uint32_t end, uint32_t *length)
{
    const char *bytes = text->shown.bytes;
    char byte = bytes[at];
    uint32_t stop = at;
    if (byte != '*' && byte != '_')
        return 0;
    while (stop < end && bytes[stop] == byte)
        stop++;
    *length = stop - at;
    if (byte == '_')
        return *length == 1 ? UNDERLINED : 0;
    return *length <= 3 ? (int)*length : 0;
}

/* A letter or digit: a line below within a word is one of its letters. */
static bool is_letter(const al_fountain_text *text, uint32_t at)
{
    char byte = text->shown.bytes[at];
    return (unsigned char)byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static bool can_close(const al_fountain_text *text, al_range bytes, al_range sign)
{
    bool within =
        text->shown.bytes[sign.start] == '_' && sign.end < bytes.end && is_letter(text, sign.end);
    return !within && sign.start > bytes.start && !is_nothing(text, sign.start - 1);
}

static bool can_open(const al_fountain_text *text, al_range bytes, al_range sign)
{
    bool within = text->shown.bytes[sign.start] == '_' && sign.start > bytes.start &&
                  is_letter(text, sign.start - 1);
    return !within && sign.end < bytes.end && !is_nothing(text, sign.end);
}

/* How far a sign is escaped: a backslash and what it makes a letter. */
static uint32_t escaped(const al_fountain_text *text, al_range bytes, uint32_t at)
{
    const char *shown = text->shown.bytes;
    bool sign = shown[at] == '\\' && at + 1 < bytes.end &&
                (shown[at + 1] == '*' || shown[at + 1] == '_' || shown[at + 1] == '\\');
    return sign ? 2 : 0;
}

static void find_last(const al_fountain_text *text, al_range bytes, emphasis *emphasis)
{
    uint32_t length = 1;
    for (uint32_t at = bytes.start; at < bytes.end; at += length) {
        length = escaped(text, bytes, at);
        if (length > 0)
            continue;
        length = 1;
        int kind = sign_at(text, at, bytes.end, &length);
        if (kind == 0 || !can_close(text, bytes, (al_range){at, at + length}))
            continue;
        emphasis->last[kind] = at;
        if (kind == 3)
            emphasis->last[1] = emphasis->last[2] = at;
    }
}

static void close_emphasis(al_script *script, emphasis *emphasis, int kind)
{
    emphasis->open[kind] = false;
    al_telling_end(&script->telling, AL_LAYER_EMPHASIS);
}

/* Whether the sign opens or closes anything; else it is a letter. */
static bool take_sign(const al_fountain_text *text, al_script *script, al_range bytes,
                      emphasis *emphasis, al_range sign)
{
    uint32_t length = sign.end - sign.start;
    int kind = text->shown.bytes[sign.start] == '_' ? UNDERLINED : (int)length;
    bool closes = can_close(text, bytes, sign);
    if (closes && emphasis->open[kind]) {
        close_emphasis(script, emphasis, kind);
        return true;
    }
    if (closes && kind == 3 && emphasis->open[1] && emphasis->open[2]) {
        close_emphasis(script, emphasis, 1);
        close_emphasis(script, emphasis, 2);
        return true;
    }
    if (emphasis->last[kind] <= sign.start || !can_open(text, bytes, sign))
        return false;
    emphasis->open[kind] = true;
    al_telling_begin(&script->telling, AL_LAYER_EMPHASIS, 0);
    return true;
}

/* Take what begins at `at` as markup or letters; *told moves behind what is none of the text. */
static uint32_t take(const al_fountain_text *text, al_script *script, al_range bytes,
                     emphasis *emphasis, uint32_t at, uint32_t *told)
{
    uint32_t length = 1;
    if (is_filler(text, at)) {
        *told = at + 1;
    } else if (escaped(text, bytes, at) > 0) {
        *told = at + 1;
        length = 2;
    } else if (sign_at(text, at, bytes.end, &length) > 0 &&
               take_sign(text, script, bytes, emphasis, (al_range){at, at + length})) {
        *told = at + length;
    }
    return at + length;
}

static bool is_special(const al_fountain_text *text, uint32_t at)
{
    char byte = text->shown.bytes[at];
    return byte == '*' || byte == '_' || byte == '\\' || is_filler(text, at);
}

void al_fountain_tell(const al_fountain_text *text, al_script *script, al_range bytes)
{
    emphasis emphasis = {0};
    if (!text->marked_up) {
        tell_stretch(text, script, bytes.start, bytes.end);
        return;
    }
    find_last(text, bytes, &emphasis);
    uint32_t told = bytes.start;
    for (uint32_t at = bytes.start; at < bytes.end;) {
        if (!is_special(text, at)) {
            at++;
            continue;
        }
        tell_stretch(text, script, told, at);
        told = at;
        at = take(text, script, bytes, &emphasis, at, &told);
    }
    tell_stretch(text, script, told, bytes.end);
    for (int kind = 1; kind < KINDS; kind++)
        if (emphasis.open[kind])
            close_emphasis(script, &emphasis, kind);
    al_fountain_tell_notes(text, script, bytes);
}
