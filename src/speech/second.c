/* SPDX-License-Identifier: Apache-2.0 */
/* Marks of the second convention, paragraph by paragraph; see second.h. */
#include "speech/second.h"

#include "speech/tokens.h"

#include <stdlib.h>

static int by_place(const void *left, const void *right)
{
    const al_speech_span *a = left, *b = right;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* Pair what stands outside of other quotations; a mark without its partner is passed over. */
static bool pair_paragraph(const al_speech_tokens *tokens, const al_speech_convention *convention,
                           uint32_t number, al_speech_spans *spans)
{
    const al_speech_paragraph *paragraph = &tokens->paragraphs[number];
    uint32_t open = AL_SPEECH_NONE;
    for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
        const al_speech_token *token = &tokens->list[i];
        if (token->flags & AL_SPEECH_QUOTED)
            open = AL_SPEECH_NONE;
        if (token->flags & AL_SPEECH_QUOTED || token->kind != AL_SPEECH_MARK)
            continue;
        if (open == AL_SPEECH_NONE) {
            if (token->form == convention->second_opener && al_speech_may_open(tokens, i))
                open = i;
        } else if (token->form == convention->second_closer && al_speech_may_close(tokens, i)) {
            if (!al_speech_spans_add(spans, (al_speech_span){.open = open,
                                                             .first = open + 1,
                                                             .end = i,
                                                             .close = i,
                                                             .paragraph = number}))
                return false;
            open = AL_SPEECH_NONE;
        }
    }
    return true;
}

bool al_speech_second_add(const al_speech_tokens *tokens, const al_speech_convention *convention,
                          al_speech_spans *spans)
{
    size_t first = spans->n;
    if (convention->second_opener == 0)
        return true;
    for (size_t i = 0; i < tokens->n_paragraphs; i++)
        if (!pair_paragraph(tokens, convention, (uint32_t)i, spans))
            return false;
    if (spans->n > first)
        qsort(spans->list, spans->n, sizeof *spans->list, by_place);
    return true;
}
