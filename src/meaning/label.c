/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See label.h. A label stands behind nothing but blanks, bullets and other labels of its
 * line. A point or a colon behind it is worth less than a bracket: with it, the line
 * before has to have been ended on purpose, for prose may be wrapped before `1818.`; or to be the
 * item before it in a list.
 */
#include "meaning/label.h"

#include "text/signs.h"

#include <string.h>

enum {
    most_before = 48, /* bytes of its line before a label */
    most_figures = 5,
    most_roman = 8,
    short_line = 40,   /* bytes of a line that was not broken because it was full */
    longest_item = 400 /* bytes of the item before, on one line */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether the line that ends before `newline` was ended on purpose: an item, a heading, a sentence.
 */
static bool was_ended(const char *bytes, uint64_t newline)
{
    uint64_t end = newline, start;
    while (end > 0 && is_blank(bytes[end - 1]))
        end--;
    if (end == 0 || bytes[end - 1] == '\n' || strchr(".!?:;", bytes[end - 1]) != NULL)
        return true;
    for (start = end; start > 0 && end - start <= short_line && bytes[start - 1] != '\n';)
        start--;
    return end - start <= short_line;
}

/* The value of Roman figures of one case; 0: they are none. */
static uint64_t roman_of(const char *bytes, uint64_t n)
{
    static const char letters[] = "ivxlcdm";
    static const uint16_t worth[] = {1, 5, 10, 50, 100, 500, 1000};
    uint64_t sum = 0, last = 0;
    if (n > most_roman)
        return 0;
    for (uint64_t i = n; i-- > 0;) {
        const char *at = memchr(letters, bytes[i] | 32, sizeof letters - 1);
        if (at == NULL || (bytes[i] ^ bytes[0]) & 32)
            return 0;
        uint64_t mine = worth[at - letters];
        sum = mine < last ? sum - mine : sum + mine;
        last = mine;
    }
    return sum;
}

/* What a label's number or letter is written in. */
enum { of_figures = 1, of_small, of_capitals, of_parts /* 2.1 */ };

/* Read figures, with points between them. */
static bool read_figures(const char *bytes, uint64_t length, uint64_t at, al_label *label)
{
    uint64_t start = at, value = 0;
    uint32_t parts = 0;
    label->start = at;
    label->value = 0;
    for (;; at++) {
        for (start = at, value = 0; at < length && is_figure(bytes[at]); at++)
            value = at - start < most_figures ? value * 10 + (uint64_t)(bytes[at] - '0') : value;
        if (at == start || at - start > most_figures || ++parts > most_figures)
            return false;
        label->value = label->value * UINT64_C(1000003) + value;
        label->end = at;
        if (at + 1 >= length || bytes[at] != '.' || !is_figure(bytes[at + 1]))
            break;
    }
    label->form = parts > 1 ? of_parts : of_figures;
    return true;
}

/* Read a letter, or a Roman number. */
static bool read_letters(const char *bytes, uint64_t length, uint64_t at, al_label *label)
{
    uint64_t end = at;
    while (end < length && is_letter(bytes[end]) && (unsigned char)bytes[end] < 0x80)
        end++;
    if (end == at)
        return false;
    label->start = at;
    label->end = end;
    label->roman = roman_of(bytes + at, end - at);
    label->value = end - at == 1 ? (uint64_t)((bytes[at] | 32) - 'a' + 1) : label->roman;
    label->form = bytes[at] & 32 ? of_small : of_capitals;
    return label->value != 0;
}

/* Whether a point makes a label of what stands before it: `3.`, `c.`, `iv.`, `IV.`, but no `J.` */
static bool point_closes(const al_label *label)
{
    return label->form != of_capitals || label->end - label->start > 1;
}

/* What closes a label that was opened by `open` or by nothing. */
static bool close_label(const char *bytes, uint64_t length, char open, bool ended, al_label *label)
{
    uint64_t at = label->end;
    char c = at < length ? bytes[at] : '\0';
    bool closed = open == '('   ? c == ')'
                  : open == '[' ? c == ']'
                  : c == ')'    ? true
                  : c == '.'    ? ended && point_closes(label)
                  : c == ':'    ? ended && label->form == of_figures
                                : false;
    if (!closed || (at + 1 < length && !is_blank(bytes[at + 1]) && bytes[at + 1] != '\n'))
        return false;
    label->behind = at + 1;
    label->form = label->form * 1024u + (unsigned char)c * 2u + (open != '\0');
    return true;
}

/* Read the label at `at`; `ended`: what stands before it was ended. */
static bool read_label(const char *bytes, uint64_t length, uint64_t at, bool ended, al_label *label)
{
    char open = at < length && (bytes[at] == '(' || bytes[at] == '[') ? bytes[at] : '\0';
    at += open != '\0';
    label->roman = 0;
    return (read_figures(bytes, length, at, label) || read_letters(bytes, length, at, label)) &&
           close_label(bytes, length, open, ended, label);
}

/* Behind blanks and the bullet of an item. */
static uint64_t skip_bullet(const char *bytes, uint64_t length, uint64_t at)
{
    static const char *const bullets[] = {"-",        "*", "+", "#", "\xE2\x80\xA2", "\xE2\x80\x93",
                                          "\xC2\xB7", ">"};
    while (at < length && is_blank(bytes[at]))
        at++;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t size = strlen(bullets[i]);
        if (length - at <= size || memcmp(bytes + at, bullets[i], size) != 0 ||
            !is_blank(bytes[at + size]))
            continue;
        for (at += size; at < length && is_blank(bytes[at]);)
            at++;
        break;
    }
    return at;
}

/* Where the line begins that holds byte `at`, or `at` where that is too far. */
static uint64_t line_start(const char *bytes, uint64_t at)
{
    uint64_t start = at;
    while (start > 0 && at - start <= most_before && bytes[start - 1] != '\n')
        start--;
    return at - start > most_before ? at : start;
}

/* Whether the line at `from` begins with the number that follows the one at the line before: `2.`,
 * `3.` */
static bool counts_on(const char *bytes, uint64_t length, uint64_t from)
{
    uint64_t newline = from - 1, start = newline;
    while (start > 0 && newline - start <= longest_item && bytes[start - 1] != '\n')
        start--;
    al_label before, own;
    return (start == 0 || bytes[start - 1] == '\n') &&
           read_figures(bytes, length, skip_bullet(bytes, length, start), &before) &&
           read_figures(bytes, length, skip_bullet(bytes, length, from), &own) &&
           before.form == of_figures && own.form == of_figures && own.value == before.value + 1 &&
           bytes[before.end] == '.';
}

bool al_label_at(const almost_text *text, uint64_t at, al_label *label)
{
    const char *bytes = text->bytes;
    uint64_t length = text->length, from = line_start(bytes, at);
    if (from > 0 && bytes[from - 1] != '\n')
        return false;
    bool ended = from == 0 || was_ended(bytes, from - 1) || counts_on(bytes, length, from);
    while (from <= at) {
        from = skip_bullet(bytes, length, from);
        if (!read_label(bytes, length, from, ended, label))
            return false;
        if (label->start == at)
            return true;
        from = label->behind;
    }
    return false;
}

bool al_label_counts_same(const al_label *a, const al_label *b)
{
    return a->value == b->value || (a->roman != 0 && a->roman == b->value) ||
           (b->roman != 0 && b->roman == a->value);
}
