/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is between marks: speech, words that are mentioned, a block set apart, or what someone is
 * said to have said or thought. A mention is told by points for what stands around and inside.
 */
#ifndef AL_SPEECH_KINDS_H
#define AL_SPEECH_KINDS_H

#include "speech/spans.h"

/* Set the kind of each span. */
void al_speech_kinds_tell(const al_speech_tokens *tokens, al_speech_spans *spans);

/*
 * Whether a verb of speech stands in the same clause behind a span, or before it: next to it, or
 * set off from it by a comma or colon.
 */
bool al_speech_verb_follows(const al_speech_tokens *tokens, const al_speech_span *span);
bool al_speech_verb_leads(const al_speech_tokens *tokens, const al_speech_span *span,
                          bool *set_off);

/* Whether a span goes on with the saying of the one before. */
bool al_speech_goes_on(const al_speech_tokens *tokens, const al_speech_span *before,
                       const al_speech_span *span);

#endif
