/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of changes as it grows. Pieces come in the telling's order, each
 * begins where the one before ended in the telling; pieces that are the same
 * and adjacent on both sides flow together.
 */
#ifndef AL_EMIT_H
#define AL_EMIT_H

#include "compare/changes.h"

typedef struct al_emitter {
    const al_settings *settings;
    const al_sides *sides;
    al_toucher *toucher;
    al_changes *changes; /* what was emitted so far */
    uint32_t passage;    /* of the pieces to come; 0: none */
    bool moved;          /* whether that passage is moved */
    bool inflected;      /* the words to come are one word in two forms */
    bool apart;          /* the site is no gap between the same two pairs on both sides */
    bool failed;         /* memory ended: later pieces are dropped */
} al_emitter;

/* A piece that is the same on both sides; ranges are bytes of the original and of the telling. */
void al_emit_same(al_emitter *emitter, al_range original, al_range telling, bool unlike);

/* A piece that differs; an empty range on one side makes it added or missing. */
void al_emit_change(al_emitter *emitter, al_range original, al_range telling, uint32_t touches);

/* The bytes between two pairs of words, punctuation and white space. */
void al_emit_trails(al_emitter *emitter, al_range original, al_range telling);

/* Words that have no partner, as word ranges and as byte ranges; either may be empty. */
void al_emit_words(al_emitter *emitter, al_range original_words, al_range telling_words,
                   al_range original, al_range telling);

/* A pair of words, or of a word and its parts, that are one word. */
void al_emit_pair(al_emitter *emitter, al_range original_words, al_range telling_words,
                  al_range original, al_range telling);

#endif
