/* SPDX-License-Identifier: Apache-2.0 */
/* Finding paragraphs by lines; see paragraphs.h. */
#include "speech/paragraphs.h"

#include "speech/convention.h"
#include "text/signs.h"

/*
 * One line in so many ends with a blank one where blank lines part paragraphs; the same of lines
 * that are indented. Paragraphs of thirty lines are rare, and texts that part them in another way
 * have a blank line here and there, too.
 */
enum { LINES_A_PARAGRAPH = 25, TAB = 8 };

/* Lines are wrapped to fit a page; where one in LINES_A_LONG is longer than any page they are not,
   and each is a paragraph. */
enum {
    WIDEST = 100,
    LINES_A_LONG = 4,
    FULL_PERCENT = 97 /* lines that are no wider than wrapped */
};

typedef enum parting { BY_BLANKS, BY_INDENTATION, BY_LINES, BY_FILLING } parting;

/* How a text parts its paragraphs, and the columns to which its lines are filled. */
typedef struct shape {
    parting parting;
    uint32_t width;
} shape;

/* What stands between two tokens: line breaks, and columns before the second where there are any.
 */
typedef struct gap {
    uint32_t breaks;
    uint32_t indent;
} gap;

/* CR LF is one break. Only white space and signs without width stand there. */
static gap gap_before(const al_speech_tokens *tokens, size_t at)
{
    uint32_t from = at > 0 ? al_speech_token_end(&tokens->list[at - 1]) : (uint32_t)tokens->start;
    gap gap = {at == 0, 0};
    for (uint32_t i = from; i < tokens->list[at].start; i++) {
        char c = tokens->bytes[i];
        if (c == '\n' || c == '\r' || c == '\f') {
            gap.breaks += c == '\f' ? 2 : !(c == '\n' && i > from && tokens->bytes[i - 1] == '\r');
            gap.indent = 0;
        } else {
            gap.indent += c == '\t' ? TAB : (c & 0xC0) != 0x80;
        }
    }
    return gap;
}

/* Columns of some bytes, a code point each. */
static uint32_t columns(const al_speech_tokens *tokens, uint32_t start, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = start; i < end; i++)
        n += (tokens->bytes[i] & 0xC0) != 0x80;
    return n;
}

/* The columns that FULL_PERCENT of the lines do not exceed. */
static uint32_t width_of(const uint64_t widths[WIDEST + 1], uint64_t lines)
{
    uint64_t so_far = 0;
    for (uint32_t width = 0; width < WIDEST; width++) {
        so_far += widths[width];
        if (100 * so_far >= FULL_PERCENT * lines)
            return width;
    }
    return WIDEST;
}

static shape shape_of(const al_speech_tokens *tokens)
{
    uint64_t lines = 0, blanks = 0, indented = 0, widths[WIDEST + 1] = {0};
    uint32_t start = tokens->n > 0 ? tokens->list[0].start : 0;
    for (size_t i = 1; i < tokens->n; i++) {
        if (!(tokens->list[i].flags & AL_SPEECH_SPACED))
            continue;
        gap gap = gap_before(tokens, i);
        if (gap.breaks == 0)
            continue;
        uint32_t width = columns(tokens, start, al_speech_token_end(&tokens->list[i - 1]));
        start = tokens->list[i].start;
        lines++;
        widths[width < WIDEST ? width : WIDEST]++;
        blanks += gap.breaks > 1;
        indented += gap.indent > 0;
    }
    shape shape = {BY_FILLING, width_of(widths, lines)};
    if (LINES_A_LONG * widths[WIDEST] > lines)
        shape.parting = BY_LINES;
    else if (blanks * LINES_A_PARAGRAPH >= lines)
        shape.parting = BY_BLANKS;
    else if (indented * LINES_A_PARAGRAPH >= lines && 2 * indented < lines)
        shape.parting = BY_INDENTATION;
    return shape;
}

/* Whether a sentence ends with the line before a token. */
static bool ends_sentence(const al_speech_tokens *tokens, size_t at)
{
    const al_speech_token *last = &tokens->list[at - 1];
    if (last->kind == AL_SPEECH_MARK)
        return true;
    return last->kind == AL_SPEECH_SIGN &&
           (last->form == ')' || last->form == ']' ||
            (al_speech_is_stop(last->form) && last->form != ',' && last->form != ';'));
}

/*
 * Lines that are filled leave no room for the word that follows: one that does ends its paragraph,
 * if a sentence ends there or it is a heading's or a verse's; and so does a full one before a mark
 * that opens.
 */
static bool is_last_line(const al_speech_tokens *tokens, size_t at, uint32_t line, uint32_t width)
{
    const al_speech_token *next = &tokens->list[at];
    uint32_t used = columns(tokens, line, al_speech_token_end(next - 1));
    bool room = used + 1 + columns(tokens, next->start, al_speech_token_end(next)) < width;
    if (ends_sentence(tokens, at))
        return room || (next->kind == AL_SPEECH_MARK && al_speech_may_open(tokens, at));
    return 2 * used < width;
}

static bool parts(const al_speech_tokens *tokens, size_t at, shape shape, gap gap, uint32_t line)
{
    switch (shape.parting) {
    case BY_BLANKS: return gap.breaks > 1;
    case BY_INDENTATION: return gap.breaks > 1 || (gap.breaks > 0 && gap.indent > 0);
    case BY_FILLING:
        return gap.breaks > 1 || (gap.breaks > 0 && is_last_line(tokens, at, line, shape.width));
    default: return gap.breaks > 0;
    }
}

bool al_speech_paragraphs_find(al_speech_tokens *tokens)
{
    shape shape = shape_of(tokens);
    size_t capacity = 0;
    uint32_t line = 0; /* the byte at which the last one begins */
    for (size_t i = 0; i < tokens->n; i++) {
        al_speech_token *token = &tokens->list[i];
        if (i > 0 && !(token->flags & AL_SPEECH_SPACED))
            continue;
        gap gap = gap_before(tokens, i);
        bool first = i == 0 || parts(tokens, i, shape, gap, line);
        if (i == 0 || gap.breaks > 0)
            line = token->start;
        if (!first)
            continue;
        if (!al_grow(tokens->allocator, (void **)&tokens->paragraphs, &capacity,
                     tokens->n_paragraphs + 1, sizeof *tokens->paragraphs))
            return false;
        if (tokens->n_paragraphs > 0)
            tokens->paragraphs[tokens->n_paragraphs - 1].end = (uint32_t)i;
        tokens->paragraphs[tokens->n_paragraphs++] =
            (al_speech_paragraph){(uint32_t)i, (uint32_t)tokens->n, gap.indent, false};
        token->flags |= AL_SPEECH_FIRST;
    }
    return true;
}
