/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Marks in pairs, a paragraph at a time, so that no error crosses one. A quotation that is open at
 * its end goes on if the next paragraph begins with an opening mark, and is unbalanced else. An
 * apostrophe is told from a mark by what stands around it, and where that leaves both, by the next
 * mark that is certain.
 */
#ifndef AL_SPEECH_PAIRING_H
#define AL_SPEECH_PAIRING_H

#include "speech/convention.h"
#include "speech/spans.h"

/* Find what is quoted by the marks of a convention. False when memory ends. */
AL_MUST_CHECK bool al_speech_pair(const al_speech_tokens *tokens,
                                  const al_speech_convention *convention, al_speech_spans *spans);

#endif
