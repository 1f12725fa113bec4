/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is quoted without marks: speeches that a script, a chat or an edition says are someone's,
 * blocks that a page or its author sets apart as quotations, by an element, by `>` or by
 * indentation. What lies in one of these has no marks of its own.
 */
#ifndef AL_SPEECH_LAYERED_H
#define AL_SPEECH_LAYERED_H

#include "speech/spans.h"

/*
 * Put them among the spans that marks make; a speech has its layer as `script`, a block its kind.
 * False when memory ends.
 */
AL_MUST_CHECK bool al_speech_layered_add(const al_speech_tokens *tokens, const almost_text *text,
                                         al_speech_spans *spans);

#endif
