/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Labels: numbers that only count what they stand at. `1.` at the start of a line
 * or sentence before a capital, `1:1`, `[1]`, `- 12 -` on a line of its own, a
 * footnote's figure behind a full stop (night.3), a chapter's on its heading. They
 * are recognised by the bytes around them.
 */
#include "meaning/value.h"

#include "meaning/label.h"

#include <string.h>

typedef struct place {
    const char *bytes;
    uint64_t length;
    uint64_t start, end; /* of the number */
} place;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static uint64_t skip_back(const place *at, uint64_t from)
{
    while (from > 0 && is_blank(at->bytes[from - 1]))
        from--;
    return from;
}

static uint64_t skip_on(const place *at, uint64_t from)
{
    while (from < at->length && is_blank(at->bytes[from]))
        from++;
    return from;
}

static bool line_starts(const place *at, uint64_t from)
{
    from = skip_back(at, from);
    return from == 0 || at->bytes[from - 1] == '\n';
}

static bool line_ends(const place *at, uint64_t from)
{
    from = skip_on(at, from);
    return from == at->length || at->bytes[from] == '\n';
}

enum { short_line = 40 /* bytes of a line that was not broken because it was full */ };

/* Whether the line that ends before a byte was ended on purpose: an item, a heading, a sentence. */
static bool line_was_ended(const place *at, uint64_t newline)
{
    uint64_t end = skip_back(at, newline), start = end;
    if (end == 0 || at->bytes[end - 1] == '\n')
        return true;
    while (start > 0 && end - start <= short_line && at->bytes[start - 1] != '\n')
        start--;
    return end - start <= short_line || strchr(".!?:;", at->bytes[end - 1]) != NULL;
}

/*
 * Whether a sentence, or an item of a list, begins at a byte. However the lines of prose are
 * wrapped, a number at the start of one is no label.
 */
static bool sentence_starts(const place *at, uint64_t from)
{
    uint64_t back = skip_back(at, from);
    if (line_starts(at, back))
        return back == 0 || line_was_ended(at, back - 1);
    return back < from && strchr(".!?", at->bytes[back - 1]) != NULL;
}

static bool capital_at(const place *at, uint64_t from)
{
    static const char *const quotes[] = {"\"",           "'",        "\xE2\x80\x9C",
                                         "\xE2\x80\x98", "\xC2\xAB", "\xE2\x80\x9E"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t size = strlen(quotes[i]);
        if (at->length - from > size && memcmp(at->bytes + from, quotes[i], size) == 0)
            return al_classes_capital(at->bytes + from + size, at->length - from - size);
    }
    return from < at->length && al_classes_capital(at->bytes + from, at->length - from);
}

static bool is_alone_between(const place *at, char open, char close)
{
    return at->start > 0 && at->end < at->length && at->bytes[at->start - 1] == open &&
           at->bytes[at->end] == close;
}

/* - 12 -, or a number between two empty lines. */
static bool has_line(const place *at)
{
    uint64_t start = skip_back(at, at->start), end = skip_on(at, at->end);
    bool dashes =
        start > 0 && end < at->length && at->bytes[start - 1] == '-' && at->bytes[end] == '-';
    if (dashes)
        return line_starts(at, start - 1) && line_ends(at, end + 1);
    end += end < at->length && at->bytes[end] == '.';
    if (!line_starts(at, start) || !line_ends(at, end))
        return false;
    end = skip_on(at, end);
    bool empty_before = start == 0 || line_starts(at, start - 1);
    bool empty_behind = end == at->length || line_ends(at, end + 1);
    return empty_before && empty_behind && (start > 0 || end < at->length);
}

/* night.3 It: figures glued to the end of a sentence. */
static bool is_note(const place *at)
{
    static const char *const ends[] = {
        ".", "!", "?", ",", ";", "\"", ")", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB"};
    if (at->end - at->start > 3 ||
        (at->end < at->length && !is_blank(at->bytes[at->end]) && at->bytes[at->end] != '\n'))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = strlen(ends[i]);
        if (at->start <= size || memcmp(at->bytes + at->start - size, ends[i], size) != 0)
            continue;
        unsigned char before = (unsigned char)at->bytes[at->start - size - 1];
        uint64_t next = skip_on(at, at->end);
        return ((before | 32) >= 'a' && (before | 32) <= 'z' && before < 0x80) || before >= 0x80
                   ? next == at->length || at->bytes[next] == '\n' || capital_at(at, next)
                   : false;
    }
    return false;
}

/* What follows the figures of a label at the start of a line: `. T`, `) T`, ` T`. */
static bool counts_start(const al_item_reader *reader, const place *at)
{
    const al_language *language = reader->maker->classes->language;
    bool nouns = language != NULL && language->properties & AL_LANGUAGE_NOUNS;
    uint64_t start = at->start, end = at->end;
    bool bracket = start > 0 && at->bytes[start - 1] == '(';
    start -= bracket;
    if (end >= at->length || at->bytes[at->start] < '0' || at->bytes[at->start] > '9')
        return false;
    if (at->bytes[end] == ')' || (at->bytes[end] == '.' && !bracket))
        return sentence_starts(at, start) && end + 1 < at->length && is_blank(at->bytes[end + 1]) &&
               (at->bytes[end] == ')' || capital_at(at, skip_on(at, end + 1)));
    return !bracket && !nouns && end - start <= 3 && is_blank(at->bytes[end]) &&
           line_starts(at, start) && sentence_starts(at, start) && capital_at(at, skip_on(at, end));
}

static bool is_heading(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                       const place *place)
{
    if (at == 0)
        return false;
    const al_term *term = al_value_term(reader, tokens, at - 1, AL_TERM_MARKER);
    uint64_t end = place->end;
    end += end < place->length && (place->bytes[end] == '.' || place->bytes[end] == ':');
    uint64_t start = tokens->list[at - 1].bytes.start;
    if (term == NULL || !al_terms_group_is(term->group, "heading") || !line_starts(place, start))
        return false;
    return line_ends(place, end) || (end > place->end && sentence_starts(place, start) &&
                                     capital_at(place, skip_on(place, end)));
}

/* A month behind it: a day. */
static bool is_day(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    at += al_token_is(tokens, at, '.');
    return al_value_term(reader, tokens, at, AL_TERM_MONTH) != NULL;
}

bool al_value_is_label(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       uint32_t n)
{
    const almost_text *text = reader->maker->sides[side].text;
    place place = {text->bytes, text->length, tokens->list[at].bytes.start,
                   tokens->list[at + n - 1].bytes.end};
    if (is_day(reader, tokens, at + n))
        return false;
    return is_alone_between(&place, '[', ']') || is_note(&place) || has_line(&place) ||
           is_heading(reader, tokens, at, &place) || counts_start(reader, &place);
}

/* A quick look: at the start of a line, behind a bracket or behind another label. */
static bool may_be_label(const almost_text *text, const al_tokens *tokens, size_t at)
{
    enum { longest = 16 };
    const al_token *token = &tokens->list[at];
    if (token->sign != 0 || token->half || token->bytes.end - token->bytes.start > longest)
        return false;
    if (!al_label_may_end(text->bytes, token->bytes.end))
        return false;
    char before = token->bytes.start > 0 ? text->bytes[token->bytes.start - 1] : '\n';
    return before == '\n' || before == '(' || before == '[' || at == 0 ||
           (is_blank(before) && tokens->list[at - 1].sign != 0);
}

/* Figures, or letters that are a Roman number of one case: as chapters are counted. */
static bool counts(const almost_text *text, const al_token *token)
{
    enum { longest = 8 };
    uint32_t length = token->bytes.end - token->bytes.start, figures = 0, roman = 0;
    const char *bytes = text->bytes + token->bytes.start;
    for (uint32_t i = 0; i < length && length <= longest; i++) {
        figures += bytes[i] >= '0' && bytes[i] <= '9';
        roman += bytes[i] != '\0' && strchr("ivxlcdm", bytes[i] | 32) != NULL &&
                 ((bytes[i] ^ bytes[0]) & 32) == 0;
    }
    return token->sign == 0 && length > 0 && (figures == length || roman == length);
}

/* Chapter IV on a line of its own, or before its title: the number counts what follows. */
static bool counts_heading(const al_item_reader *reader, const almost_text *text,
                           const al_tokens *tokens, size_t at)
{
    if (at == 0 || !(tokens->list[at - 1].classes >> AL_TERM_MARKER & 1) ||
        !counts(text, &tokens->list[at]))
        return false;
    place place = {text->bytes, text->length, tokens->list[at].bytes.start,
                   tokens->list[at].bytes.end};
    return is_heading(reader, tokens, at, &place);
}

bool al_value_label(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    al_value *value)
{
    const almost_text *text = reader->maker->sides[side].text;
    al_label label;
    uint32_t n = 0;
    if (counts_heading(reader, text, tokens, at))
        label = (al_label){.end = tokens->list[at].bytes.end, .value = tokens->list[at].key};
    else if (!may_be_label(text, tokens, at) ||
             !al_label_at(text, tokens->list[at].bytes.start, &label))
        return false;
    while (at + n < tokens->n && tokens->list[at + n].bytes.end <= label.end)
        n++;
    if (n == 0 || is_day(reader, tokens, at + n))
        return false;
    value->n = 0;
    al_item item = al_value_number(at, n, al_value_hash_key(label.value));
    item.flags |= AL_ITEM_LABEL;
    al_value_add(value, item);
    value->taken = n;
    return true;
}
