/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is said to say a quotation, in the sentence around it: behind it ("said Tom", "Tom said"),
 * or before it ("Tom turned and said:"). Who is only named beside it, without a word of speech,
 * is a beat: evidence, no more.
 */
#ifndef AL_SPEECH_ATTRIBUTION_H
#define AL_SPEECH_ATTRIBUTION_H

#include "speech/phrases.h"

/* What the narration behind a span says, or before it. NOBODY where it says nothing. */
al_speech_phrase al_speech_said_behind(const al_speech_book *book, size_t span);
al_speech_phrase al_speech_said_before(const al_speech_book *book, size_t span);

/* The better of the two: what stands before where that is close, else what stands behind. */
al_speech_phrase al_speech_said_beside(const al_speech_book *book, size_t span);

/* Who is first named, or meant by a pronoun, in the narration of a paragraph from a token on. */
al_speech_phrase al_speech_beat(const al_speech_book *book, uint32_t first, uint32_t end);

/* The same of the narration before a quotation, where who is last the subject of a clause counts;
   he and she go on for a name. */
al_speech_phrase al_speech_beat_before(const al_speech_book *book, uint32_t first, uint32_t end);

/* The token behind a span, and the one where its narration ends: at the next one, or with the
   paragraph. */
uint32_t al_speech_behind(const al_speech_book *book, size_t span);
uint32_t al_speech_narrated_to(const al_speech_book *book, size_t span);

#endif
