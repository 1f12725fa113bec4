/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moved passages: units of anchors that stand out of the main line's order and
 * say more than chance would. Each is aligned as a line of its own.
 */
#ifndef AL_MOVES_H
#define AL_MOVES_H

#include "match/kgrams.h"
#include "match/line_align.h"
#include "base/must_check.h"

/* Bits beyond log2(words x words) that a moved passage must be worth. Texts
   that repeat themselves have chance moves up to there (with 30, 21 are left on two Bibles). */
#define AL_MOVE_MARGIN 30.F

/* The same among what the main line has left over, where less is looked through. */
#define AL_LEFTOVER_MARGIN 20.F

/* Align one moved passage and enter it. False when memory ends. */
AL_MUST_CHECK bool al_move_align(al_aligner *aligner, const al_anchor *anchors, size_t n);

/*
 * Find further moves among the words that have no partner. `known`: the k-grams
 * of the whole pair, or NULL when they are not known.
 */
AL_MUST_CHECK almost_status al_moves_find(al_aligner *aligner, const al_kgrams *known,
                                          uint8_t *const taken[2], almost_error *error);

/* Extend the edges of the moves into what is left beside them, and order them by side 0. */
bool al_moves_finish(al_aligner *aligner);

#endif
