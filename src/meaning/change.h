/* SPDX-License-Identifier: Apache-2.0 */
/* One piece of a comparison: where it stands in both texts, and what it touches. */
#ifndef AL_CHANGE_H
#define AL_CHANGE_H

#include "base/range.h"

/* A change in few bytes: a book has half a million. Spans are bytes of the decoded texts. */
typedef struct al_change {
    al_range original;
    al_range telling;
    uint32_t passage;       /* number of the passage, from 1; 0 for none */
    uint32_t touches : 20;  /* almost_touch bits */
    uint32_t kind : 3;      /* almost_change_kind */
    uint32_t relation : 3;  /* al_word_relation of one word on either side, while it is judged */
    uint32_t unlike : 1;    /* same or moved, but the bytes differ in what is ignored; different,
                               and what is to be ignored makes them equal (until ignored.h) */
    uint32_t summed : 1;    /* lies in a summary, or in what one tells */
    uint32_t inflected : 1; /* one word against another form of it, by their stem */
    uint32_t moved : 1;     /* stands among words that have moved, whatever its kind */
    uint32_t sentences : 1; /* one whole sentence or more, missing or new: told of as that */
    uint32_t apart : 1;     /* such, or a long stretch on one side: a cell of its own */
    uint32_t group;         /* number of its equals, from 1; 0 where it stands alone */
    uint16_t weight;        /* how much it matters, in hundredths; 0 for same and moved */
    uint8_t label;          /* all that differs is a label (label.h) */
    uint8_t renamed : 1;    /* a name stands in the place of a name, or of one word */
    uint8_t lost : 1;       /* the original has a negation more there */
    uint8_t gained : 1;     /* the telling has */
} al_change;

_Static_assert(sizeof(al_change) == 32, "a change takes no more than it must");

#endif
