/* SPDX-License-Identifier: Apache-2.0 */
/* From who speaks to what is printed: the name as the text has it, how it is known, how surely. */
#ifndef AL_SPEECH_SPEAKERS_H
#define AL_SPEECH_SPEAKERS_H

#include "speech/quotations.h"
#include "speech/turns.h"

/* Set the speakers of quotations, an item a span. False when memory ends. */
AL_MUST_CHECK bool al_speech_speakers_put(const al_speech_book *book, const al_speech_turns *turns,
                                          almost_quotations *quotations);

#endif
