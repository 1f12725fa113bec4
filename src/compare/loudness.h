/* SPDX-License-Identifier: Apache-2.0 */
/* Which changes are told as touching the meaning, and which of two is told first. */
#ifndef AL_LOUDNESS_H
#define AL_LOUDNESS_H

#include "compare/comparison.h"

/*
 * Words in a row, missing or new, that are told of as a stretch and not by what they touch. In the
 * answer, and there only, this is what a stretch is.
 */
#define AL_LONG_STRETCH 40

/* The words of a change that is such a stretch, as white space parts them; else 0. */
uint64_t al_change_stretch(const almost_comparison *comparison, const al_change *change);

/* Whether a change touches the meaning and is no long stretch. */
bool al_change_is_loud(const almost_comparison *comparison, const al_change *change);

/*
 * Whether `a` is rather to be told than `b`: by weight (meaning/weight.h), then by place. Both
 * stand in one array.
 */
bool al_change_is_louder(const al_change *a, const al_change *b);

#endif
