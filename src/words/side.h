/* SPDX-License-Identifier: Apache-2.0 */
/* One of the two texts as a list of words, each a span and a form number. */
#ifndef AL_SIDE_H
#define AL_SIDE_H

#include "base/range.h"
#include "words/forms.h"

typedef struct al_side {
    const almost_text *text;
    al_word_span *spans;
    uint32_t *forms;
    uint32_t n_words;
} al_side;

/* The first word of the side that begins at byte `place` or behind it; n_words when none does. */
uint32_t al_side_word_at(const al_side *side, uint32_t place);

#endif
