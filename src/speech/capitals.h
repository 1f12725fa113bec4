/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words of a text are names, by how often they stand with a capital where no sentence begins:
 * one that does so half as often as it stands without is a name there; where a sentence begins it
 * is one if it does so twice and more often than not, or never stands without.
 */
#ifndef AL_SPEECH_CAPITALS_H
#define AL_SPEECH_CAPITALS_H

#include "speech/tokens.h"

/* How often a form stands with a capital. What is left of its count stands without. */
typedef struct al_speech_capital {
    uint32_t inside; /* of a sentence */
    uint32_t begins; /* one */
} al_speech_capital;

/* Count them, a row a form, and mark the words that begin sentences. NULL when memory ends. */
al_speech_capital *al_speech_capitals_count(al_speech_tokens *tokens);

/* Whether the word at a token is part of a name. */
bool al_speech_is_name(const al_speech_tokens *tokens, const al_speech_capital *capitals,
                       size_t at);

#endif
