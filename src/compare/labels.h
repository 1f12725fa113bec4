/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of the numbers and letters of items and lines. One that counts something else
 * than before its item did not change what is said.
 */
#ifndef AL_LABELS_H
#define AL_LABELS_H

#include "compare/comparison.h"
#include "compare/sides.h"
#include "match/alignment.h"

/*
 * Mark the changes of `comparison` in which nothing but labels differs, and count into it what
 * became of the labels of the items that both texts have. The changes are judged.
 */
void al_labels_find(const al_sides *sides, const al_alignment *alignment,
                    almost_comparison *comparison);

#endif
