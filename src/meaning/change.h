/* SPDX-License-Identifier: Apache-2.0 */
/* One piece of a comparison: where it stands in both texts, and what it touches. */
#ifndef AL_CHANGE_H
#define AL_CHANGE_H

#include "base/range.h"

/* A change in few bytes: a book has half a million. Spans are bytes of the decoded texts. */
typedef struct al_change {
    al_range original;
    al_range telling;
    uint32_t passage;   /* number of the passage, from 1; 0 for none */
    uint32_t touches;   /* almost_touch bits */
    uint8_t kind;       /* almost_change_kind */
    uint8_t relation;   /* al_word_relation of one word on either side, while it is judged */
    uint8_t unlike : 1; /* same or moved, but the bytes differ in what is ignored */
    uint8_t summed : 1; /* lies in a summary, or in what one tells */
} al_change;

#endif
