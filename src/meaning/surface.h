/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How two stretches of text with the same words differ on the surface: in the
 * spelling or accents of words, in case, in punctuation, in spacing.
 */
#ifndef AL_SURFACE_H
#define AL_SURFACE_H

#include "meaning/touches.h"

/* Words that are equal one by one, and what stands between and around them; 0 when all is equal. */
uint32_t al_surface_equal_words(const al_side sides[2], const al_touched *change);

/* One word in two spellings, or split or joined; never 0. */
uint32_t al_surface_respelt(const al_side sides[2], const al_touched *change);

/* No words at all. */
uint32_t al_surface_no_words(const al_side sides[2], const al_touched *change);

#endif
