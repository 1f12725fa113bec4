/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Apostrophes in a text whose closing mark looks the same. Within a word the scanner has taken them
 * (tokens.h); here are those before and behind one: 'tis, the boys' own, goin'.
 */
#ifndef AL_SPEECH_APOSTROPHES_H
#define AL_SPEECH_APOSTROPHES_H

#include "speech/convention.h"

typedef enum al_speech_certain {
    AL_SPEECH_UNCERTAIN,
    AL_SPEECH_OPENS,
    AL_SPEECH_CLOSES
} al_speech_certain;

/* Whether a mark is certain by itself: behind a stop it closes, between a blank and a word it
   opens. */
al_speech_certain al_speech_certainly(const al_speech_tokens *tokens, size_t at);

/*
 * Whether a ' or ’ is an apostrophe, where a quotation is open or not. `opener` is the token that
 * opened it; `next` is what the next certain mark of the paragraph does.
 */
bool al_speech_is_apostrophe(const al_speech_tokens *tokens, size_t at, uint32_t opener,
                             al_speech_certain next);

#endif
