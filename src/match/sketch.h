/* SPDX-License-Identifier: Apache-2.0 */
/* What tells quickly about a word: how many letters it has, and which. */
#ifndef AL_SKETCH_H
#define AL_SKETCH_H

#include "words/forms.h"

enum { AL_SKETCH_LONGEST = 64 }; /* letters up to which words are compared */

typedef struct al_sketch {
    uint32_t signature; /* which of 31 classes of letters; bit 31 is set: 0 is none */
    uint32_t n;         /* letters; more than AL_SKETCH_LONGEST where they are not compared */
} al_sketch;

al_sketch al_sketch_of(al_letters letters);

/* The same of a vocable, made once for all texts. */
al_sketch al_sketch_vocable(al_vocable *vocable);

#endif
