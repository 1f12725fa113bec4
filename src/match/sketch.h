/* SPDX-License-Identifier: Apache-2.0 */
/* What tells quickly about a word: how many letters it has, and which. */
#ifndef AL_SKETCH_H
#define AL_SKETCH_H

#include "text/forms.h"

enum {
    AL_SKETCH_LONGEST = 64, /* letters up to which words are compared */
    AL_SKETCH_LETTERS = 7   /* up to which all are told */
};

typedef struct al_sketch {
    uint32_t signature; /* which of 31 classes of letters; bit 31 is set: 0 is none */
    uint16_t n;         /* letters; more than AL_SKETCH_LONGEST where they are not compared */
    uint16_t letters;   /* code points, up to AL_SKETCH_LETTERS */
} al_sketch;

al_sketch al_sketch_of(al_letters letters);

/* The same of a vocable, made once for all texts. */
al_sketch al_sketch_vocable(al_vocable *vocable);

#endif
