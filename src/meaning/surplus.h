/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a cell has more of on one side than on the other. Items of one class with
 * equal keys cancel wherever they stand in the cell; of what is left over, those
 * on words that changed are told, each at its change. An item without a changed
 * word is never told.
 */
#ifndef AL_SURPLUS_H
#define AL_SURPLUS_H

#include "meaning/cell.h"

/* Mark items that have an equal on the other side as met; those that changed are left over first.
 */
void al_surplus_cancel(al_cell *cell);

/* Tell what is left over of numbers, names, modals, units, quantities, conditions and hedges. */
void al_surplus_tell(const al_cell *cell, al_change *changes);

/* Note that the change of an item touches something. */
void al_surplus_touch(const al_cell *cell, int side, const al_item *item, uint32_t touch,
                      al_change *changes);

/* Words of a cell up to which it is small: one group in the place of another says something. */
enum { AL_SMALL_CELL = 14 };

static inline bool al_cell_is_small(const al_cell *cell)
{
    return cell->changed[0] + cell->changed[1] <= AL_SMALL_CELL;
}

/* Whether an item is left over: changed, and without an equal. */
static inline bool al_item_left(const al_item *item)
{
    return (item->flags & (AL_ITEM_CHANGED | AL_ITEM_MET)) == AL_ITEM_CHANGED;
}

#endif
