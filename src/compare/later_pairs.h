/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs that are found or changed after the alignment, by what their letters do not show. */
#ifndef AL_LATER_PAIRS_H
#define AL_LATER_PAIRS_H

#include "compare/sides.h"
#include "meaning/touches.h"

/* Words in two spellings of one number become partners (spelt_numbers.c). */
void al_numbers_pair(al_toucher *toucher, al_alignment *alignment);

/* Neighbours that white space parts on one side only become one pair (spacing.c). */
void al_spacing_pair(const al_sides *sides, al_alignment *alignment);

/*
 * Slide what only one side has, where equal words allow it, to where a unit begins and ends: a
 * paragraph, a line, a sentence (slide.c).
 */
void al_slide(const al_sides *sides, al_alignment *alignment);

/*
 * What stands between two passages that changed places becomes a moved passage, where it is alike
 * on both sides (middles.c). MEMORY.
 */
AL_MUST_CHECK almost_status al_middles_pair(const al_sides *sides, al_alignment *alignment,
                                            almost_error *error);

#endif
