/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations by other marks than those of most: who copies sentences from several places has “ ” in
 * one and " " in the next. They count outside of the quotations that are found, where both marks
 * stand in one paragraph.
 */
#ifndef AL_SPEECH_SECOND_H
#define AL_SPEECH_SECOND_H

#include "speech/convention.h"
#include "speech/spans.h"

/* Put them among the spans; what these hold is marked as quoted before. False when memory ends. */
AL_MUST_CHECK bool al_speech_second_add(const al_speech_tokens *tokens,
                                        const al_speech_convention *convention,
                                        al_speech_spans *spans);

#endif
