/* SPDX-License-Identifier: Apache-2.0 */
/* One of the two texts, or a slice of it, as a list of words, each a span and a form number. */
#ifndef AL_SIDE_H
#define AL_SIDE_H

#include "base/range.h"
#include "words/forms.h"
#include "words/slice.h"

typedef struct al_side {
    union {
        al_slice slice;
        struct { /* the same by its parts */
            const almost_text *text;
            uint32_t start;
            uint32_t end;
        };
    };
    al_word_span *spans;
    uint32_t *forms;
    uint32_t n_words;
} al_side;

/* The first word of the side that begins at byte `place` or behind it; n_words when none does. */
uint32_t al_side_word_at(const al_side *side, uint32_t place);

/* The same, looked for from word `hint` on, or back from there: fast where that is near. */
uint32_t al_side_word_near(const al_side *side, uint32_t hint, uint32_t place);

#endif
