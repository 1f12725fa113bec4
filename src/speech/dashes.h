/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dialogue behind dashes, as in French, Spanish, Russian or Joyce. Speech runs from the dash to a
 * sign behind which a verb of speech begins the narration; this runs to the next dash where a dash
 * began it, and to the end of the clause or sentence else; then speech goes on. In the same way
 * French puts who speaks between guillemets without closing them.
 */
#ifndef AL_SPEECH_DASHES_H
#define AL_SPEECH_DASHES_H

#include "speech/spans.h"

/* Add the spans of a paragraph that begins with a dash. False when memory ends. */
AL_MUST_CHECK bool al_speech_dashes_add(const al_speech_tokens *tokens, uint32_t paragraph,
                                        al_speech_spans *spans);

/* Add a span between guillemets, parted by what the narrator says inside. False when memory ends.
 */
AL_MUST_CHECK bool al_speech_incises_part(const al_speech_tokens *tokens, al_speech_spans *spans,
                                          al_speech_span span);

#endif
