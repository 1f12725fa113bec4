/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Atoms that are alike, each where it belongs. Of two paragraphs that begin with one word, of which
 * one was moved, a comparison may take the word of the one for that of the other; a merge would
 * then tear it off.
 */
#ifndef AL_MERGE_TWINS_H
#define AL_MERGE_TWINS_H

#include "merge/revision.h"

/*
 * Of two atoms of the base that are alike, give each the place in the side where more of its
 * neighbours are. Linear in the atoms.
 */
void al_merge_twins(al_revision *revision, const al_merge_atoms *base);

#endif
