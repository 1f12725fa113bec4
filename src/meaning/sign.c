/* SPDX-License-Identifier: Apache-2.0 */
/* What is a sign, by itself or by what stands around it; see sign.h. */
#include "meaning/sign.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

enum {
    longest_run = 3, /* relations and operators in a row; more of them are a line: ====, >>>> */
    farthest = 256,  /* bytes on either side in which the ends of an address are looked for */
    minus = 0x2212,  /* dashes that stand for a minus: hyphens, the en dash and this */
    prime = 0x2032,  /* feet and minutes, and the next two */
    most_compared = 1 << 8 /* signs of a change */
};

static bool is_letter_or_digit(uint32_t c)
{
    if (c < 0x80)
        return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) &&
           !(c >= 0x3000 && c < 0x3040) && c != AL_INVALID;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* The code point at a place of the side, or a line end beyond it. */
static uint32_t code_at(const al_side *side, uint32_t at)
{
    uint32_t size;
    return at < side->end ? al_decode(side->text->bytes, side->end, at, &size) : '\n';
}

static uint32_t code_before(const al_side *side, uint32_t at)
{
    if (at <= side->start)
        return '\n';
    uint32_t back = 1;
    while (back < 4 && at - back > side->start &&
           ((unsigned char)side->text->bytes[at - back] & 0xC0) == 0x80)
        back++;
    return code_at(side, at - back);
}

/* The same behind blanks: what stands there on the line. */
static uint32_t next_seen(const al_side *side, uint32_t at)
{
    while (at < side->end && (side->text->bytes[at] == ' ' || side->text->bytes[at] == '\t'))
        at++;
    return code_at(side, at);
}

static uint32_t last_seen(const al_side *side, uint32_t at)
{
    while (at > side->start &&
           (side->text->bytes[at - 1] == ' ' || side->text->bytes[at - 1] == '\t'))
        at--;
    return code_before(side, at);
}

/* Arrows and operators, currencies: General_Category Sm and Sc, as far as they occur in text. */
static bool is_said_anywhere(uint32_t c)
{
    if (c < 0x80)
        return c == '$' || c == '%' || c == '&';
    if (c < 0x100)
        return (c >= 0xA2 && c <= 0xA5) || c == 0xB0 || c == 0xB1 || c == 0xD7 || c == 0xF7;
    return (c >= 0x20A0 && c <= 0x20CF) || c == 0x2030 || c == 0x2031 || c == 0x66A || c == 0x60B ||
           c == 0x9F2 || c == 0x9F3 || c == 0xE3F || c == 0x17DB ||
           (c >= 0x2190 && c <= 0x22FF && c != minus) || (c >= 0x27C0 && c <= 0x27E5) ||
           (c >= 0x27F0 && c <= 0x27FF) || (c >= 0x2900 && c <= 0x2AFF);
}

/* A sign in its place: its code point, and where it begins and ends. */
typedef struct sign {
    uint32_t code;
    uint32_t start;
    uint32_t end;
} sign;

/* A minus stands before its number, and behind nothing that it could take it from. */
static bool is_minus(const al_side *side, const sign *it)
{
    bool dash = it->code == '-' || it->code == minus || (it->code >= 0x2010 && it->code <= 0x2013);
    uint32_t last = code_before(side, it->start);
    return dash && is_digit(code_at(side, it->end)) && !is_letter_or_digit(last) &&
           !al_is_dash(last);
}

static bool is_leading_point(const al_side *side, const sign *it)
{
    uint32_t last = code_before(side, it->start);
    return (it->code == '.' || it->code == ',') && is_digit(code_at(side, it->end)) &&
           (al_is_space(last) || last == '(' || last == '-' || is_said_anywhere(last));
}

static bool is_of_run(uint32_t c)
{
    return c == '<' || c == '>' || c == '=' || c == '+' || c == '!';
}

/* `a < b`, `>5`, `C++`, `n = 3`; but neither `<b>` nor a line of them. */
static bool relates(const al_side *side, const sign *it)
{
    uint32_t start = it->start, end = it->end;
    while (start > side->start && is_of_run((unsigned char)side->text->bytes[start - 1]) &&
           it->start - start <= longest_run)
        start--;
    while (end < side->end && is_of_run((unsigned char)side->text->bytes[end]) &&
           end - it->end <= longest_run)
        end++;
    uint32_t last = code_before(side, start), next = code_at(side, end);
    if (end - start > longest_run)
        return false;
    if (is_digit(next_seen(side, end)) ||
        (is_letter_or_digit(last) && side->text->bytes[start] == '+'))
        return true;
    if (al_is_space(last) != al_is_space(next))
        return false;
    if (!al_is_space(last) && (it->code == '<' || it->code == '>'))
        return is_digit(last); /* between letters a mark of markup */
    return is_letter_or_digit(last_seen(side, start)) && is_letter_or_digit(next_seen(side, end));
}

/* Signs of ASCII that are said in some places only, and primes. */
static bool is_said_here(const al_side *side, const sign *it)
{
    uint32_t last = code_before(side, it->start), next = code_at(side, it->end);
    switch (it->code) {
    case '<':
    case '>':
    case '=':
    case '+': return relates(side, it);
    case '#': return is_digit(next_seen(side, it->end)) || is_letter_or_digit(last);
    case '@': return is_letter_or_digit(next);
    case '^': return is_letter_or_digit(last) && is_letter_or_digit(next);
    case '~': return is_digit(next);
    case '*':
    case '/': return is_digit(last_seen(side, it->start)) && is_digit(next_seen(side, it->end));
    case 0xA7: return is_digit(next_seen(side, it->end)); /* section 5 */
    case 0xAC: return is_letter_or_digit(next);           /* at a line end it is a hyphen */
    default:
        return it->code >= prime && it->code <= prime + 2 && is_digit(last_seen(side, it->start));
    }
}

/* The next sign at byte *at or behind it, up to `end`; 0: none. *at goes behind it. */
static uint32_t next_sign(const al_side *side, uint32_t *at, uint32_t end)
{
    while (*at < end) {
        uint32_t size, c = al_decode(side->text->bytes, side->end, *at, &size);
        sign it = {c, *at, *at + size};
        *at += size;
        if (is_said_anywhere(c) || is_said_here(side, &it))
            return c;
        if (is_minus(side, &it))
            return '-';
        if (is_leading_point(side, &it))
            return '.';
    }
    return 0;
}

static bool is_of_a_number(uint32_t sign)
{
    return sign == 0 || sign == '-' || sign == '.';
}

al_signs_difference al_signs_differ(const al_side sides[2], const al_range bytes[2])
{
    uint32_t at[2] = {bytes[0].start, bytes[1].start};
    for (int i = 0; i < most_compared; i++) {
        uint32_t mine = next_sign(&sides[0], &at[0], bytes[0].end);
        uint32_t theirs = next_sign(&sides[1], &at[1], bytes[1].end);
        if (mine != theirs)
            return is_of_a_number(mine) && is_of_a_number(theirs) ? AL_SIGNS_OF_A_NUMBER
                                                                  : AL_SIGNS_APART;
        if (mine == 0)
            return AL_SIGNS_EQUAL;
    }
    return AL_SIGNS_EQUAL;
}

/* Letters of ASCII from a byte on. */
static uint32_t letters_from(const al_side *side, al_range bytes)
{
    uint32_t at = bytes.start;
    while (at < bytes.end && (side->text->bytes[at] | 32) >= 'a' &&
           (side->text->bytes[at] | 32) <= 'z')
        at++;
    return at - bytes.start;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/*
 * Milli and mega, pico and peta before a unit that keeps its capital, so that not all of the line
 * was set in capitals; bit and byte behind kilo and more.
 */
bool al_signs_rescale(const al_side sides[2], const al_range bytes[2])
{
    enum { longest = 4 };
    uint32_t length = letters_from(&sides[0], bytes[0]);
    if (length < 2 || length > longest || letters_from(&sides[1], bytes[1]) != length ||
        !is_digit(last_seen(&sides[0], bytes[0].start)) ||
        !is_digit(last_seen(&sides[1], bytes[1].start)))
        return false;
    const char *a = sides[0].text->bytes + bytes[0].start;
    const char *b = sides[1].text->bytes + bytes[1].start;
    bool prefix = a[0] != b[0] && memcmp(a + 1, b + 1, length - 1) == 0 &&
                  ((a[0] | 32) == 'm' || (a[0] | 32) == 'p');
    bool byte = length == 2 && a[0] == b[0] && a[1] != b[1] && (a[1] | 32) == 'b' &&
                strchr("kKMGT", a[0]) != NULL;
    bool capital = false;
    for (uint32_t i = 1; i < length; i++)
        capital |= is_capital(a[i]);
    return byte || (prefix && capital);
}

static bool is_blank(const al_side *side, uint32_t at)
{
    unsigned char c = (unsigned char)side->text->bytes[at];
    return c <= ' ';
}

/* What makes an address of a row of bytes without blanks. */
static bool is_address(const char *bytes, uint32_t length)
{
    if (length > 4 && memcmp(bytes, "www.", 4) == 0)
        return true;
    for (uint32_t i = 1; i + 1 < length; i++) {
        bool between = is_letter_or_digit((unsigned char)bytes[i - 1]) &&
                       is_letter_or_digit((unsigned char)bytes[i + 1]);
        if ((bytes[i] == '@' && between) || (i + 2 < length && memcmp(bytes + i, "://", 3) == 0))
            return true;
    }
    return false;
}

static bool in_address(const al_side *side, al_range bytes)
{
    uint32_t start = bytes.start, end = bytes.start;
    while (bytes.end > bytes.start && is_blank(side, bytes.end - 1))
        bytes.end--;
    while (start > side->start && bytes.start - start < farthest && !is_blank(side, start - 1))
        start--;
    while (end < side->end && end - bytes.start < farthest && !is_blank(side, end))
        end++;
    while (end > start && !is_letter_or_digit((unsigned char)side->text->bytes[end - 1]) &&
           side->text->bytes[end - 1] != '/')
        end--; /* the marks behind it are the sentence's */
    return bytes.start < end && bytes.end <= end &&
           is_address(side->text->bytes + start, end - start);
}

bool al_signs_in_address(const al_side sides[2], const al_range bytes[2])
{
    return in_address(&sides[0], bytes[0]) && in_address(&sides[1], bytes[1]);
}
