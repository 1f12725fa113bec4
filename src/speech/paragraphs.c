/* SPDX-License-Identifier: Apache-2.0 */
/* Finding paragraphs by lines; see paragraphs.h. */
#include "speech/paragraphs.h"

#include "text/signs.h"

/* One line break in so many is blank where blank lines part paragraphs. */
enum { LINES_A_BLANK = 25, TAB = 8 };

typedef enum parting { BY_BLANKS, BY_INDENTATION, BY_LINES } parting;

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

static parting parting_of(const al_speech_tokens *tokens)
{
    uint64_t lines = 0, blanks = 0, indented = 0;
    for (size_t i = 1; i < tokens->n; i++) {
        if (!(tokens->list[i].flags & AL_SPEECH_SPACED))
            continue;
        gap gap = gap_before(tokens, i);
        lines += gap.breaks > 0;
        blanks += gap.breaks > 1;
        indented += gap.breaks > 0 && gap.indent > 0;
    }
    if (blanks * LINES_A_BLANK >= lines)
        return BY_BLANKS;
    return indented > 0 && 2 * indented < lines ? BY_INDENTATION : BY_LINES;
}

static bool parts(parting parting, gap gap)
{
    switch (parting) {
    case BY_BLANKS: return gap.breaks > 1;
    case BY_INDENTATION: return gap.breaks > 1 || (gap.breaks > 0 && gap.indent > 0);
    default: return gap.breaks > 0;
    }
}

bool al_speech_paragraphs_find(al_speech_tokens *tokens)
{
    parting parting = parting_of(tokens);
    size_t capacity = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        al_speech_token *token = &tokens->list[i];
        if (i > 0 && !(token->flags & AL_SPEECH_SPACED))
            continue;
        gap gap = gap_before(tokens, i);
        if (i > 0 && !parts(parting, gap))
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
