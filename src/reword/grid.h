/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds: boxes of the two texts in which many rare stems meet. The texts are
 * laid out as a grid of cells of some words each; each shared stem marks the
 * cells where it stands. A seed is a box of 2 x 2 cells that is worth enough
 * and no less than its eight neighbours.
 */
#ifndef AL_GRID_H
#define AL_GRID_H

#include "reword/evidence.h"
#include "base/must_check.h"

enum { al_cell_words = 20 };

typedef struct al_box {
    al_words_range words;
    float bits;
} al_box;

/*
 * The seeds, best first; *out is the caller's to release. Time is linear in
 * the words and in the marks, of which a stem makes no more than a ceiling.
 * `least` is what a seed is worth at least, in bits. *whole is cleared when
 * there were more seeds than are kept, repeats apart. False when memory ends, or the time of the
 * clock (NULL: none).
 */
AL_MUST_CHECK bool al_grid_seeds(const al_evidence *evidence, struct al_clock *clock, double least,
                                 al_box **out, size_t *n, bool *whole);

/* For qsort(): the order of seeds. */
int al_best_box_first(const void *left, const void *right);

#endif
