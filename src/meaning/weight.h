/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much a change matters to a reader, as a number: what it touches first, then
 * how plainly it does so. Lists, sentences and pages rank by it.
 */
#ifndef AL_WEIGHT_H
#define AL_WEIGHT_H

#include "meaning/cell.h"

/* Weigh the changes of a cell, which has been read if anything in it touches the meaning. */
void al_weigh_cell(al_cells *cells, const al_cell *cell, al_change *changes);

/*
 * A negation that is lost here and new near by, in a sentence that was cut in another way, was
 * perhaps only put into another place: each of the two weighs less. The changes are weighed.
 */
void al_weigh_put_back(al_change *changes, size_t n);

/* The weight of a change that stands `times` times in the texts, of its weight alone. */
uint16_t al_weight_repeated(const al_change *change, uint64_t times);

#endif
