/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who tells a text in the first person: where someone says "I" beside five quotations. The name is
 * the one by which others address him next to these, as long as the narration hardly uses it.
 */
#ifndef AL_SPEECH_NARRATOR_H
#define AL_SPEECH_NARRATOR_H

#include "speech/turns.h"

/* The person, "I" where no name is found; NONE where nobody tells it. False when memory ends. */
AL_MUST_CHECK bool al_speech_narrator_find(const al_speech_book *book, const al_speech_turns *turns,
                                           uint32_t *narrator);

#endif
