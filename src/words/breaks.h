/* SPDX-License-Identifier: Apache-2.0 */
/* Places at which a stretch of text likes to begin, and the one before to end. */
#ifndef AL_BREAKS_H
#define AL_BREAKS_H

#include "words/slice.h"
#include "words/words.h"

typedef enum al_break {
    AL_BREAK_NONE = 0,
    AL_BREAK_SENTENCE = 1, /* also a line break before a capital or a figure, as in a list */
    AL_BREAK_PARAGRAPH = 2 /* also the edges of the slice */
} al_break;

/* What stands between two neighbouring words of a slice. */
al_break al_break_between(const al_slice *slice, al_word_span previous, al_word_span word);

#endif
