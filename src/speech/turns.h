/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Turns of a conversation: the quotations of one paragraph, and of those that it goes on into, as
 * long as they do not touch and nobody else is said to say the next one.
 */
#ifndef AL_SPEECH_TURNS_H
#define AL_SPEECH_TURNS_H

#include "speech/attribution.h"

typedef struct al_speech_turn {
    uint32_t first; /* spans */
    uint32_t end;
    uint32_t begin; /* tokens, from the first mark to behind the last */
    uint32_t finish;
    uint32_t paragraph; /* of its first span, and of its last */
    uint32_t last_paragraph;
    al_speech_phrase said; /* who is said to say it */
    al_speech_phrase beat; /* who is named beside it otherwise */
    uint32_t said_at;      /* person of `said` where it is a name or a phrase, else NONE */
    uint32_t beat_at;
    uint32_t longer; /* name of `said` with what follows it: in the white waistcoat; else NONE */
    uint32_t who;    /* person, once it is known */
    float margin;
} al_speech_turn;

typedef struct al_speech_turns {
    const almost_allocator *allocator;
    al_speech_turn *list;
    size_t n;
    size_t capacity;
} al_speech_turns;

/* Find those of all speech. Who is said to speak becomes a person. False when memory or time ends;
   there is nothing to release then. */
AL_MUST_CHECK bool al_speech_turns_init(al_speech_turns *turns, const al_speech_book *book);
void al_speech_turns_release(al_speech_turns *turns);

#endif
