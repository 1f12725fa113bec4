/* SPDX-License-Identifier: Apache-2.0 */
/* See html_sign.h. Books of before EPUB 3 and most web pages have their notes so. */
#include "read/html_sign.h"

#include <string.h>

enum {
    FARTHEST = 200, /* bytes of a start tag */
    MOST_TOKENS = 8,
    MOST_SIGN = 12 /* bytes: [***], (123) */
};

/* Whether the start tag that ends at `end` is <sup>. */
static bool is_raised_before(const char *from, const char *end)
{
    if (end == from || end[-1] != '>')
        return false;
    const char *at = end - 1, *first = end - from > FARTHEST ? end - FARTHEST : from;
    while (at > first && *at != '<')
        at--;
    al_html_tokens tokens = al_html_tokens_of(at, (uint64_t)(end - at), false);
    al_html_token tag = al_html_next(&tokens);
    return tag.kind == AL_HTML_START && al_html_is(tag.name, "sup");
}

static bool add_text(char sign[MOST_SIGN], uint32_t *n, al_html_piece text)
{
    for (uint32_t i = 0; i < text.length; i++) {
        if (strchr(" \t\r\n", text.bytes[i]) != NULL)
            continue;
        if (*n == MOST_SIGN)
            return false;
        sign[(*n)++] = text.bytes[i];
    }
    return true;
}

/* What a link holds up to its end, without tags and blanks. False: too much for a sign. */
static bool read_link(const char *at, const char *to, bool xml, char sign[MOST_SIGN], uint32_t *n,
                      bool *raised)
{
    al_html_tokens tokens = al_html_tokens_of(at, (uint64_t)(to - at), xml);
    for (int i = 0; i < MOST_TOKENS; i++) {
        al_html_token token = al_html_next(&tokens);
        if (token.kind == AL_HTML_NOTHING)
            return false;
        if (token.kind == AL_HTML_END && al_html_is(token.name, "a"))
            return true;
        if (token.kind == AL_HTML_TEXT && !add_text(sign, n, token.whole))
            return false;
        *raised |= token.kind == AL_HTML_START && al_html_is(token.name, "sup");
    }
    return false;
}

/* How many bytes at the front of a sign are one of a note's marks: *, †, ‡, §, ¶. */
static uint32_t mark_length(const char *sign, uint32_t n)
{
    static const char *const marks[] = {"*", "†", "‡", "§", "¶"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        uint32_t length = (uint32_t)strlen(marks[i]);
        if (length <= n && memcmp(sign, marks[i], length) == 0)
            return length;
    }
    return 0;
}

static bool is_sign(const char *sign, uint32_t n)
{
    enum { MOST_DIGITS = 4 };
    if (n > 2 && ((sign[0] == '[' && sign[n - 1] == ']') || (sign[0] == '(' && sign[n - 1] == ')')))
        return is_sign(sign + 1, n - 2);
    uint32_t digits = 0, length;
    while (digits < n && sign[digits] >= '0' && sign[digits] <= '9')
        digits++;
    if (digits > 0)
        return digits == n && n <= MOST_DIGITS;
    if (n == 1 && sign[0] >= 'a' && sign[0] <= 'z')
        return true;
    uint32_t all = n;
    while (n > 0 && (length = mark_length(sign, n)) > 0) {
        sign += length;
        n -= length;
    }
    return all > 0 && n == 0;
}

bool al_html_is_raised_sign(const al_html_token *token, const char *from, const char *to, bool xml)
{
    al_html_piece target;
    if (!al_html_is(token->name, "a") || !al_html_attribute(token, "href", &target))
        return false;
    const char *place = memchr(target.bytes, '#', target.length);
    if (place == NULL || place + 1 == target.bytes + target.length)
        return false;
    char sign[MOST_SIGN];
    uint32_t n = 0;
    bool raised = is_raised_before(from, token->whole.bytes);
    return read_link(token->whole.bytes + token->whole.length, to, xml, sign, &n, &raised) &&
           raised && is_sign(sign, n);
}
