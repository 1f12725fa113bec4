/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values at the edges of judging. Before: which changes of spelling or marks may
 * be other values (5 mg / 5 g, 5 / -5, ≤ / ≥) and are read on both sides. After: a
 * change that holds nothing but values which the other side has, too, is a number
 * written another way (£4.5 million / £4,500,000).
 */
#include "meaning/value.h"

#include "base/names.h"
#include "base/utf8.h"

#include <string.h>

enum { most_changes = 256 /* of a cell, that are settled */ };

static bool is_figure(const almost_text *text, uint32_t at)
{
    uint32_t size;
    return at < text->length && al_digit_of(al_decode(text->bytes, text->length, at, &size)) >= 0;
}

/* A sign that tells one value from another, by itself or before figures. */
static bool turns(const al_item_reader *reader, int side, const al_token *token)
{
    const almost_text *text = reader->maker->sides[side].text;
    uint32_t c = token->sign;
    bool before = token->bytes.start > 0 && is_figure(text, token->bytes.start - 1);
    switch (c) {
    case '<':
    case '>':
    case '$':
    case '%':
    case '~': return true;
    case '.':
    case ',':
    case '-':
    case '/':
    case ':':
    case 0x2013:
    case 0x2212: return is_figure(text, token->bytes.end);
    case '\'':
    case '"': return before;
    default:
        return c == 0x2030 || c == 0x2032 || c == 0x2033 || (c >= 0xA2 && c <= 0xA5) || c == 0xB0 ||
               c == 0xB1 || (c >= 0x20A0 && c <= 0x20C0) || (c >= 0x2260 && c <= 0x2265) ||
               al_fraction_of_sign(c).denominator != 0;
    }
}

/* What a token may be of a value. */
enum { of_figures = 1, of_number = 2, of_unit = 4, of_code = 8, of_words = 16 };

static uint32_t kind_of(const al_item_reader *reader, int side, const al_token *token)
{
    const uint32_t units =
        1u << AL_TERM_UNIT | 1u << AL_TERM_MONTH | 1u << AL_TERM_WEEKDAY | 1u << AL_TERM_CLOCK;
    const uint32_t numbers = 1u << AL_TERM_MULTIPLE | 1u << AL_TERM_FRACTION | 1u << AL_TERM_DECADE;
    if (token->sign != 0)
        return turns(reader, side, token) ? of_figures : 0;
    bool plain = token->shape == AL_SHAPE_PLAIN || token->shape == AL_SHAPE_WORD;
    uint32_t kind = token->shape == AL_SHAPE_CODE ? of_code : plain ? of_words : of_figures;
    char first = reader->maker->sides[side].text->bytes[token->bytes.start];
    bool mixed = first >= '0' && first <= '9' && kind != of_figures; /* 5eems */
    if (!mixed &&
        token->flags & (AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART | AL_FORM_INITIAL))
        kind |= of_number;
    kind |= token->classes & units ? of_unit : 0;
    kind |= token->classes & numbers ? of_number : 0;
    return kind;
}

/* Whether the words of both sides are the same, but that figures were printed for letters. */
bool al_value_is_misread(const al_item_reader *reader, const al_cell *cell, const size_t from[2])
{
    size_t n = cell->tokens[0].n - from[0];
    bool alike = n > 0 && n == cell->tokens[1].n - from[1];
    for (size_t i = 0; i < n && alike; i++) {
        const al_token *token[2];
        const char *bytes[2];
        for (int s = 0; s < 2; s++) {
            token[s] = &cell->tokens[s].list[from[s] + i];
            bytes[s] = reader->maker->sides[s].text->bytes + token[s]->bytes.start;
        }
        alike = token[0]->key == token[1]->key ||
                (token[0]->sign == 0 && token[1]->sign == 0 &&
                 al_letters_alike(bytes[0], token[0]->bytes.end - token[0]->bytes.start, bytes[1],
                                  token[1]->bytes.end - token[1]->bytes.start));
    }
    return alike;
}

bool al_value_at_stake(const al_item_reader *reader, const al_cell *cell, const size_t from[2])
{
    uint32_t kinds[2] = {0, 0};
    for (int s = 0; s < 2; s++)
        for (size_t i = from[s]; i < cell->tokens[s].n; i++)
            kinds[s] |= kind_of(reader, s, &cell->tokens[s].list[i]);
    if (kinds[0] & kinds[1] & of_unit)
        return true;
    if ((kinds[0] | kinds[1]) & of_figures || kinds[0] & kinds[1] & of_code)
        return !al_value_is_misread(reader, cell, from);
    if ((kinds[0] | kinds[1]) & of_code) /* a word misread, unless a number stands against it */
        return (kinds[0] | kinds[1]) & of_number;
    return kinds[0] & kinds[1] & of_number;
}

/* What a change is made of. */
typedef struct content {
    bool values[2]; /* such as the other side has */
    bool rest;      /* other words */
    bool any;       /* anything that changed */
} content;

/* Count the changed tokens of a side that are of no value that is met. */
static void survey(const al_cell *cell, int side, content *contents, size_t n)
{
    const al_tokens *tokens = &cell->tokens[side];
    const al_items *items = &cell->items[side];
    size_t next = 0;
    uint32_t covered = 0; /* tokens before this one are of a value */
    for (uint32_t i = 0; i < tokens->n; i++) {
        for (; next < items->n && items->list[next].first <= i; next++) {
            const al_item *item = &items->list[next];
            bool value = item->class == AL_ITEM_NUMBER || item->class == AL_ITEM_UNIT ||
                         item->class == AL_ITEM_NAME;
            bool met = item->flags & (AL_ITEM_MET | AL_ITEM_LABEL);
            if (value && met && item->first + item->n > covered)
                covered = item->first + item->n;
        }
        const al_token *token = &tokens->list[i];
        if (!token->changed || token->change < cell->first || token->change - cell->first >= n)
            continue;
        content *content = &contents[token->change - cell->first];
        content->any = true;
        if (i < covered)
            content->values[side] = true;
        else if (token->sign == 0)
            content->rest = true;
    }
}

static const uint32_t values = ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_UNIT | ALMOST_TOUCHES_NAME;

static void settle(const content *content, al_change *change)
{
    if (change->kind != ALMOST_DIFFERENT)
        return;
    bool only = content->values[0] && content->values[1] && !content->rest;
    bool wording = change->touches == 0 || change->touches & ALMOST_TOUCHES_WORDING;
    if (change->touches & values) /* another value is neither another spelling nor a mark */
        change->touches &= ~(uint32_t)(ALMOST_TOUCHES_SPELLING | ALMOST_TOUCHES_PUNCTUATION);
    else if (!content->any && wording &&
             !(change->touches & ~AL_TOUCHES_SURFACE)) /* nothing but misread figures */
        change->touches = ALMOST_TOUCHES_SPELLING;
    else if (only && wording && !(change->touches & ~AL_TOUCHES_SURFACE))
        change->touches =
            (change->touches & ~(uint32_t)ALMOST_TOUCHES_WORDING) | ALMOST_TOUCHES_SPELLING;
}

void al_value_settle(const al_cell *cell, al_change *changes)
{
    content contents[most_changes];
    size_t n = cell->last - cell->first + 1;
    n = n < most_changes ? n : most_changes;
    bool any = false;
    for (size_t i = 0; i < n && !any; i++)
        any = changes[cell->first + i].kind == ALMOST_DIFFERENT &&
              (changes[cell->first + i].touches == 0 ||
               changes[cell->first + i].touches & (values | ALMOST_TOUCHES_WORDING));
    if (!any)
        return;
    memset(contents, 0, n * sizeof *contents);
    for (int s = 0; s < 2; s++)
        survey(cell, s, contents, n);
    for (size_t i = 0; i < n; i++)
        settle(&contents[i], &changes[cell->first + i]);
}
