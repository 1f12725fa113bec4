/* SPDX-License-Identifier: Apache-2.0 */
/* One of the two texts as a list of words, each a span and a form number. */
#ifndef AL_SIDE_H
#define AL_SIDE_H

#include "text/forms.h"

typedef struct al_side {
    const almost_text *text;
    al_word_span *spans;
    uint32_t *forms;
    uint32_t n_words;
} al_side;

/* A half-open range of words or of bytes, as the context says. */
typedef struct al_range {
    uint32_t start;
    uint32_t end;
} al_range;

#endif
