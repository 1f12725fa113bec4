/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paragraphs of a plain text. Where many lines are longer than a page is wide, each is one. Else
 * blank lines part them; where hardly any line is blank, lines that are indented; and where hardly
 * any is, one ends with a line that has room for the word behind it.
 */
#ifndef AL_SPEECH_PARAGRAPHS_H
#define AL_SPEECH_PARAGRAPHS_H

#include "speech/tokens.h"

/* Find those of a text that is cut into tokens. False when memory ends. */
AL_MUST_CHECK bool al_speech_paragraphs_find(al_speech_tokens *tokens);

#endif
