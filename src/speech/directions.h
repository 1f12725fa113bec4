/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a narrator puts into a speech between brackets, as in a play: (smiling), (in a low voice).
 * It is not quoted, and parts what is.
 */
#ifndef AL_SPEECH_DIRECTIONS_H
#define AL_SPEECH_DIRECTIONS_H

#include "speech/spans.h"

/* Add a span, in parts where there are such. False when memory ends. */
AL_MUST_CHECK bool al_speech_directions_part(const al_speech_tokens *tokens, al_speech_spans *spans,
                                             al_speech_span span);

#endif
