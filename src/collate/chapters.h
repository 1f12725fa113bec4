/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chapter by chapter: which chapters of the witnesses are one another's is found first, and each is
 * collated by itself, so that one which a witness has elsewhere stands in the rows of the others.
 * For that a witness is put in the order of the table, chapters as wholes; its text is as it was.
 */
#ifndef AL_CHAPTERS_OF_WITNESSES_H
#define AL_CHAPTERS_OF_WITNESSES_H

#include "base/range.h"
#include "collate/witness.h"

/* A chapter of a witness. */
typedef struct al_witness_part {
    uint32_t chapter; /* of the collation, which it is one of, or one part of */
    uint32_t number;  /* among those of its text, from 0 */
    al_range tokens;  /* of the witness, as it is now and before any are made one */
    al_range title;   /* bytes of the witness as it is now; empty: it has none */
    uint32_t was;     /* where its bytes begin in the text */
    bool moved;       /* out of the order of the table, which most have */
} al_witness_part;

typedef struct al_chapters_of {
    uint32_t n;             /* chapters; 0: the whole is collated */
    uint32_t *rows;         /* of each: where its rows begin; and behind them, all rows */
    al_witness_part *parts; /* witness by witness, each by chapter, then number */
    size_t *firsts;         /* of each witness: its first part; and behind them, all */
    uint32_t *cuts;         /* of each witness, n + 1: where the tokens of each chapter begin */
} al_chapters_of;

void al_chapters_of_release(al_chapters_of *chapters, const almost_allocator *allocator);

#endif
