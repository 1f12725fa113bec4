/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences are told by rules and not by a dictionary: a full stop ends one
 * unless the next word begins with a small letter, or the word before is an
 * abbreviation, an initial, or a short number such as that of a German date.
 */
#include "words/sentences.h"

#include "words/fold.h"
#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

enum {
    WIDEST = 256,      /* bytes between two words that are looked at */
    LONGEST_LINE = 160 /* bytes of a line that may have been wrapped */
};

/* What was seen between two words. */
typedef struct gap {
    uint32_t breaks; /* line ends since the last thing that is not white space */
    bool blank_line;
    bool long_line; /* a line that ended was too long to be wrapped */
    bool phrase;
    bool stop;   /* a full stop */
    bool strong; /* ! or ? or the like */
    bool loose;  /* white space or a closing mark after the stop */
} gap;

/* Titles and the like, after which a capital says nothing. In small letters, parted by blanks. */
static const char abbreviations[] =
    " mr mrs ms dr st prof rev hon gen col capt lt sgt jr sr vs viz cf no nos vol pp ed fig esq "
    "messrs mme mlle mm mgr ste bzw ca nr hr fr bd vgl hl sig sra dna dott ecc sto ";

static bool ends_long_line(const al_slice *slice, uint64_t at)
{
    if (at - slice->start < LONGEST_LINE)
        return false;
    const char *line = slice->text->bytes + at - LONGEST_LINE;
    return memchr(line, '\n', LONGEST_LINE) == NULL && memchr(line, '\r', LONGEST_LINE) == NULL;
}

static void see_break(const al_slice *slice, gap *gap, uint64_t at)
{
    gap->breaks++;
    gap->blank_line |= gap->breaks > 1;
    gap->long_line |= ends_long_line(slice, at);
    gap->loose = true;
}

static bool is_strong_stop(uint32_t point)
{
    switch (point) {
    case '!':
    case '?':
    case 0x203C:
    case 0x203D:
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0x0965:
    case 0x3002:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61: return true;
    default: return false;
    }
}

static bool is_phrase_mark(uint32_t point)
{
    switch (point) {
    case ',':
    case ';':
    case ':':
    case '"':
    case '(':
    case ')':
    case '[':
    case ']':
    case 0xAB:
    case 0xBB:
    case 0x037E:
    case 0x0387:
    case 0x060C:
    case 0x061B:
    case 0x2039:
    case 0x203A:
    case 0x3001:
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B: return true;
    default: return (point >= 0x2013 && point <= 0x201F) || (point >= 0x3008 && point <= 0x3011);
    }
}

/* One character between the words; `before` is the one before it. */
static void see(gap *gap, uint32_t point, uint32_t before)
{
    if (al_is_blank(point)) {
        gap->loose = true;
        return;
    }
    gap->breaks = 0;
    if (point == '.' || point == 0x2026) {
        gap->stop = true;
        gap->loose = false;
    } else if (is_strong_stop(point)) {
        gap->strong = true;
        gap->loose |= point > 0x3000; /* no blank follows these */
    } else if (is_phrase_mark(point) || (point == '-' && (before == '-' || al_is_blank(before))) ||
               (point == '\'' && (al_is_blank(before) || before == '.' || before == ','))) {
        gap->phrase = true;
        gap->loose |= gap->stop || gap->strong;
    }
}

static void look(const al_slice *slice, gap *gap, uint64_t start, uint64_t end)
{
    const almost_text *text = slice->text;
    uint32_t before = 0;
    for (uint64_t at = start; at < end;) {
        uint32_t size, point = al_decode(text->bytes, text->length, at, &size);
        at += size;
        if (al_is_invisible(point))
            continue;
        if (point == '\n' || (point == '\r' && text->bytes[at] != '\n')) {
            see_break(slice, gap, at - 1);
            point = ' ';
        } else if (point != '\r') {
            see(gap, point, before);
        }
        before = point;
    }
}

/* Whether folding the case changes the first character: a capital, in any script. */
static bool has_capital(const almost_text *text, al_word_span word)
{
    char folded[32];
    uint32_t size;
    al_decode(text->bytes, text->length, word.start, &size);
    size_t length =
        al_fold_word(text->bytes + word.start, size, AL_FOLD_CASE, folded, sizeof folded);
    return length != size || memcmp(folded, text->bytes + word.start, size) != 0;
}

/* Whether a word begins with a small letter of Latin, Greek or Cyrillic. */
static bool begins_small(const almost_text *text, al_word_span word)
{
    uint32_t size, point = al_decode(text->bytes, text->length, word.start, &size);
    if (point < 0x80)
        return point >= 'a' && point <= 'z';
    if (point == 0xDF || point == 0x17F) /* small letters that fold nevertheless */
        return true;
    bool cased = (point >= 0xDF && point < 0x530) || (point >= 0x1E00 && point < 0x2000);
    return cased && !has_capital(text, word);
}

static bool is_short_number(const char *bytes, uint32_t length)
{
    if (length > 2)
        return false;
    for (uint32_t i = 0; i < length; i++) {
        if (bytes[i] < '0' || bytes[i] > '9')
            return false;
    }
    return true;
}

/* Whether a full stop behind the word is a part of it. */
static bool is_abbreviation(const almost_text *text, al_word_span word)
{
    const char *bytes = text->bytes + word.start;
    uint32_t length = word.end - word.start, size;
    if (length > 8)
        return false;
    if (memchr(bytes, '.', length) != NULL || is_short_number(bytes, length))
        return true;
    al_decode(text->bytes, text->length, word.start, &size);
    if (size == length)
        return *bytes != 'I' && has_capital(text, word);
    char known[48] = " ";
    size_t folded = al_fold_word(bytes, length, AL_FOLD_CASE, known + 1, sizeof known - 3);
    known[1 + folded] = ' ';
    known[2 + folded] = '\0';
    return strlen(known) == folded + 2 && strstr(abbreviations, known) != NULL;
}

al_border al_border_before(const al_slice *slice, al_word_span previous, al_word_span word)
{
    const almost_text *text = slice->text;
    assert(previous.end >= slice->start && previous.end <= word.start && word.end <= slice->end);
    if (previous.end == slice->start)
        return AL_BORDER_PARAGRAPH;
    gap gap = {0};
    uint64_t start = previous.end, end = word.start;
    if (end - start > WIDEST) {
        look(slice, &gap, start, start + WIDEST / 2);
        start = end - WIDEST / 2;
    }
    look(slice, &gap, start, end);
    if (gap.blank_line || gap.long_line)
        return AL_BORDER_PARAGRAPH;
    bool small = begins_small(text, word);
    if (gap.strong && gap.loose && !small)
        return AL_BORDER_SENTENCE;
    if (gap.stop && gap.loose && !small && !is_abbreviation(text, previous))
        return AL_BORDER_SENTENCE;
    return gap.phrase || gap.strong ? AL_BORDER_PHRASE : AL_BORDER_NONE;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool al_hyphenated(const almost_text *text, al_word_span first, al_word_span second)
{
    const char *bytes = text->bytes;
    bool soft = first.end - first.start > 2 && memcmp(bytes + first.end - 2, "\xC2\xAD", 2) == 0;
    uint32_t size = soft ? 0 : al_hyphen_size(bytes + first.end), breaks = 0;
    if ((size == 0 && !soft) || second.start - first.end > WIDEST)
        return false;
    bool common = soft || bytes[first.end] == '-' || (unsigned char)bytes[first.end + 1] == 0x80;
    if (!common && (is_digit(bytes[first.end - 1]) || is_digit(bytes[second.start])))
        return false;
    for (uint32_t at = first.end + size; at < second.start; at++) {
        char byte = bytes[at];
        if (byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n')
            return false;
        breaks += byte == '\n' || (byte == '\r' && bytes[at + 1] != '\n');
    }
    return breaks == 1;
}

/* Bytes of an apostrophe, or 0; three are readable. */
static uint32_t apostrophe_size(const char *at)
{
    if (*at == '\'')
        return 1;
    return memcmp(at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

bool al_torn(const almost_text *text, al_word_span first, al_word_span second)
{
    if (text->whole == NULL)
        return false;
    uint32_t at = first.end, before = apostrophe_size(text->bytes + at);
    at += before;
    if (at >= second.start || text->bytes[at] != ' ' || al_is_space_byte(text->whole->bytes[at]))
        return false;
    at++;
    if (before == 0)
        at += apostrophe_size(text->bytes + at);
    return at == second.start;
}
