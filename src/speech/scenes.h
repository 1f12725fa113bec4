/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who speaks where nobody is named beside a quotation: the best row of speakers through a scene, by
 * what speaks for each candidate of a turn and for each pair of turns. The margin of an answer is
 * how much better it is than the best row with somebody else there.
 */
#ifndef AL_SPEECH_SCENES_H
#define AL_SPEECH_SCENES_H

#include "speech/turns.h"

/* Set `who` and `margin` of all turns. False when memory ends. */
AL_MUST_CHECK bool al_speech_scenes_cast(const al_speech_book *book, al_speech_turns *turns);

#endif
