/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One edit as marked text: what was is struck through, what is told is
 * coloured, or between [- -] and {+ +} as wdiff has them; in a word that was
 * only respelt, the letters.
 */
#ifndef AL_MARKS_H
#define AL_MARKS_H

#include "write/edits.h"

/* An edit with the white space behind it. */
void al_marks_edit(const al_page *page, al_flow *flow, const al_edit *edit);

/* One side of it alone, for a column of its own. */
void al_marks_side(const al_page *page, al_flow *flow, const al_edit *edit, bool original);

#endif
