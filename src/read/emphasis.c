/* SPDX-License-Identifier: Apache-2.0 */
/* Marks are looked at in order: one that may open, and the next, which must close. */
#include "read/emphasis.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

enum {
    LONGEST = 4096,    /* bytes between two marks */
    BYTES_A_PAIR = 16, /* a text that has more of them than this is none to read */
    FIRST_PAIRS = 64
};

/* What is looked through. */
typedef struct said {
    const char *bytes;
    uint64_t length;
} said;

/* Whether a sign that is not ASCII is a letter or the like, for all that is known here. */
static bool is_letter(uint32_t point)
{
    bool sign = al_is_space(point) || al_is_dash(point) || al_is_invisible(point) ||
                al_plain_sign(point) != point || (point >= 0xA1 && point <= 0xBF) ||
                (point >= 0x2010 && point <= 0x206F) || (point >= 0x3000 && point <= 0x303F);
    return !sign;
}

static bool is_wordy(uint32_t point)
{
    if (point >= 0x80)
        return is_letter(point);
    return point == '_' || (point >= '0' && point <= '9') ||
           ((point | 32) >= 'a' && (point | 32) <= 'z');
}

/* The code point that ends at a byte; a blank where the text begins. */
static uint32_t before(const said *text, uint64_t at)
{
    uint64_t start = at;
    uint32_t size;
    if (at == 0)
        return ' ';
    do
        start--;
    while (start > 0 && at - start < 4 && ((unsigned char)text->bytes[start] & 0xC0) == 0x80);
    return al_decode(text->bytes, text->length, start, &size);
}

/* The code point at a byte; behind the text there are blanks. */
static uint32_t behind(const said *text, uint64_t at)
{
    uint32_t size;
    return at < text->length ? al_decode(text->bytes, text->length, at, &size) : ' ';
}

static bool is_one_of(uint32_t point, const char *signs)
{
    return point != 0 && point < 0x80 && strchr(signs, (int)point) != NULL;
}

/* Whether a mark may open: nothing of a word, a path or a formula stands before it. */
static bool opens(const said *text, uint64_t at, uint32_t mark)
{
    uint32_t left = before(text, at), right = behind(text, at + 1);
    return !is_wordy(left) && left != mark && !is_one_of(left, "./\\@#$%&+=:~^`|") &&
           right != mark && !al_is_space(right);
}

static bool closes(const said *text, uint64_t at, uint32_t mark)
{
    uint32_t left = before(text, at), right = behind(text, at + 1);
    return !is_wordy(right) && right != mark && !is_one_of(right, "(/\\@=") && left != mark &&
           !al_is_space(left);
}

/* Whether bytes are of one paragraph, and hold a letter or a figure. */
static bool is_said(const said *text, uint64_t start, uint64_t end)
{
    bool wordy = false, line = false;
    for (uint64_t at = start; at < end; at++) {
        char byte = text->bytes[at];
        if (byte == '\n' && line)
            return false;
        line = byte == '\n' || (line && (byte == ' ' || byte == '\t' || byte == '\r'));
        wordy |= (unsigned char)byte >= 0x80 || (byte != '_' && is_wordy((unsigned char)byte));
    }
    return wordy;
}

static void note(al_builder *builder, uint32_t open, uint32_t close)
{
    const al_value none = al_value_bytes("", 0);
    al_builder_layer(builder, AL_LAYER_OUTSIDE, (al_range){open, open + 1}, none);
    al_builder_layer(builder, AL_LAYER_EMPHASIS, (al_range){open + 1, close}, none);
    al_builder_layer(builder, AL_LAYER_OUTSIDE, (al_range){close, close + 1}, none);
}

/* The next mark from a byte on, or the length of the text. */
static uint64_t next_mark(const said *text, uint64_t at, char mark)
{
    const char *found = memchr(text->bytes + at, mark, text->length - at);
    return found != NULL ? (uint64_t)(found - text->bytes) : text->length;
}

void al_emphasis_note(al_builder *builder, const char *bytes, uint64_t length, char mark)
{
    const said all = {bytes, length}, *text = &all;
    uint64_t pairs = 0, at = next_mark(text, 0, mark);
    while (at < text->length && !al_builder_failed(builder)) {
        uint64_t next = next_mark(text, at + 1, mark);
        bool pair = next < text->length && next - at <= LONGEST &&
                    opens(text, at, (unsigned char)mark) &&
                    closes(text, next, (unsigned char)mark) && is_said(text, at + 1, next);
        if (pair && ++pairs > FIRST_PAIRS + at / BYTES_A_PAIR)
            return;
        if (pair)
            note(builder, (uint32_t)at, (uint32_t)next);
        at = pair ? next_mark(text, next + 1, mark) : next;
    }
}
