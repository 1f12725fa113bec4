/* SPDX-License-Identifier: Apache-2.0 */
/*
 * By which marks a text quotes. Each pair of the national styles gets four points for a paragraph
 * that begins with its opener and one for each pair there can be; the best is the text's. Speech
 * behind dashes is one of these, too.
 */
#ifndef AL_SPEECH_CONVENTION_H
#define AL_SPEECH_CONVENTION_H

#include "speech/tokens.h"

typedef struct al_speech_convention {
    uint32_t opener;        /* 0: nothing is quoted by marks */
    uint32_t closer;        /* the same as the opener where one mark does for both */
    uint32_t second_opener; /* of another pair that quotes outside of the first; 0: none */
    uint32_t second_closer;
    bool dashes; /* dialogue stands behind dashes */
} al_speech_convention;

al_speech_convention al_speech_convention_count(const al_speech_tokens *tokens);

/* Whether by what stands around it a mark may open, or close, a quotation. */
bool al_speech_may_open(const al_speech_tokens *tokens, size_t at);
bool al_speech_may_close(const al_speech_tokens *tokens, size_t at);

/* Whether blanks may stand between a mark and what it quotes: guillemets. */
bool al_speech_is_guillemet(uint32_t mark);

/* Whether a token follows without white space, in the same paragraph. */
static inline bool al_speech_is_attached(const al_speech_tokens *tokens, size_t at)
{
    return at < tokens->n && !(tokens->list[at].flags & (AL_SPEECH_SPACED | AL_SPEECH_FIRST));
}

/* Whether a sign ends or divides a sentence: . , ! ? ; : … and the wide forms. */
bool al_speech_is_stop(uint32_t sign);

#endif
