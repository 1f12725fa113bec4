/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where words meet that do not meet in the other text, because a passage has moved: a seam. Some of
 * the marks there close what stands before it, others (a bullet, an opening quotation mark) open
 * what stands behind it, and each goes with its own.
 */
#ifndef AL_SEAM_H
#define AL_SEAM_H

#include "compare/walk.h"

/*
 * Where the marks of the words behind begin in the trail before `word`, which are bullets, the bars
 * of a table, opening quotation marks, dashes of a dialogue: behind the last line end; behind the
 * white space that follows a stop; where marks stand at the word itself. All of what stands before
 * the first word is its own, and nothing of what stands behind the last one.
 */
uint32_t al_seam_cut(const al_walk_side *side, al_range trail);

/*
 * The marks of the words behind in all of the trail before `word`: how much of it was told already
 * is no matter, so that who tells them and who leaves them mean the same.
 */
al_range al_seam_tail(const al_walk_side *side, uint32_t word);

/*
 * Whether the trail before a word of the telling (or behind the last one) is a seam whose marks are
 * told with the words that they belong to. So are then those of all seams that these words have in
 * both texts, in a ring; where one of them would not be, none is.
 */
bool al_seam_parts(const al_walk *walk, uint32_t telling_word);

#endif
