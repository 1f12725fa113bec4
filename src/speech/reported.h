/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What someone is said to have said, without marks: the clause behind a verb of saying and its
 * conjunction (`he said that`, `sagte, dass`, `a dit que`), in German also without one, in the
 * subjunctive (`sagte, er sei`), and that beside `according to` a source. English is looked at most
 * closely.
 */
#ifndef AL_SPEECH_REPORTED_H
#define AL_SPEECH_REPORTED_H

#include "base/must_check.h"
#include "speech/tokens.h"

typedef struct al_speech_reported {
    al_range clause; /* bytes of the text */
    al_range said;   /* the words that say that it was said */
} al_speech_reported;

typedef struct al_speech_reporteds {
    al_speech_reported *list; /* in the order of the text, apart from one another */
    size_t n;
    size_t capacity;
} al_speech_reporteds;

/*
 * Find them outside quotations, once tokens know which lie in one and which begin a sentence. The
 * list is the caller's to release. False when memory ends.
 */
AL_MUST_CHECK bool al_speech_reported_find(const al_speech_tokens *tokens,
                                           al_speech_reporteds *out);

#endif
