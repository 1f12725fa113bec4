/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the lines of a paragraph stand on the page. One that is indented by four columns more than is
 * usual, or half of whose lines hang by three, is set apart: verse, a letter, a block quotation.
 */
#ifndef AL_SPEECH_MEASURE_H
#define AL_SPEECH_MEASURE_H

#include "speech/tokens.h"

/* Find which paragraphs are set apart, and mark them. */
void al_speech_measure(al_speech_tokens *tokens);

static inline bool al_speech_is_set_apart(const al_speech_tokens *tokens, uint32_t paragraph)
{
    return tokens->paragraphs[paragraph].apart;
}

#endif
