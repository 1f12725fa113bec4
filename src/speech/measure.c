/* SPDX-License-Identifier: Apache-2.0 */
/* Columns of lines, counted; see measure.h. */
#include "speech/measure.h"

enum { APART = 4, HANGING = 3, WIDEST = 64, LEAST_LINES = 2, TAB = 8 };

/* Columns before the line that begins with a token; UINT32_MAX: it begins none. */
static uint32_t columns_before(const al_speech_tokens *tokens, size_t at)
{
    uint32_t columns = 0, byte = tokens->list[at].start;
    if (!(tokens->list[at].flags & AL_SPEECH_SPACED))
        return UINT32_MAX;
    while (byte > 0 && (tokens->bytes[byte - 1] == ' ' || tokens->bytes[byte - 1] == '\t'))
        columns += tokens->bytes[--byte] == '\t' ? TAB : 1;
    return byte == 0 || tokens->bytes[byte - 1] == '\n' || tokens->bytes[byte - 1] == '\r'
               ? columns
               : UINT32_MAX;
}

/* The indentation that most paragraphs have. */
static uint32_t usual(const al_speech_tokens *tokens)
{
    uint32_t counts[WIDEST] = {0}, best = 0;
    for (size_t i = 0; i < tokens->n_paragraphs; i++) {
        uint32_t indent = tokens->paragraphs[i].indent;
        counts[indent < WIDEST ? indent : WIDEST - 1]++;
    }
    for (uint32_t i = 1; i < WIDEST; i++)
        if (counts[i] > counts[best])
            best = i;
    return best;
}

static bool hangs(const al_speech_tokens *tokens, const al_speech_paragraph *paragraph)
{
    uint32_t lines = 0, hanging = 0;
    for (uint32_t i = paragraph->first + 1; i < paragraph->end; i++) {
        uint32_t columns = columns_before(tokens, i);
        lines += columns != UINT32_MAX;
        hanging += columns != UINT32_MAX && columns >= paragraph->indent + HANGING;
    }
    return lines + 1 >= LEAST_LINES && 2 * hanging >= lines + 1;
}

void al_speech_measure(al_speech_tokens *tokens)
{
    uint32_t common = usual(tokens);
    for (size_t i = 0; i < tokens->n_paragraphs; i++) {
        al_speech_paragraph *paragraph = &tokens->paragraphs[i];
        paragraph->apart = paragraph->indent >= common + APART || hangs(tokens, paragraph);
    }
}
