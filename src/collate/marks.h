/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places that are to stand in one order, each in some columns of some groups: which comes before
 * which, by the columns of all groups together.
 */
#ifndef AL_MARKS_H
#define AL_MARKS_H

#include "base/memory.h"
#include "base/must_check.h"

/* A place has a word in a column of a group. */
typedef struct al_mark {
    uint32_t group;
    uint32_t column;
    uint32_t place;
} al_mark;

/* One place comes before another. */
typedef struct al_mark_step {
    uint32_t from;
    uint32_t to;
} al_mark_step;

/* All NULL to begin with, but for the allocator. */
typedef struct al_marks {
    const almost_allocator *allocator;
    al_mark *items; /* the caller's, n of them; sorted by al_marks_order() */
    size_t n, room;
    uint32_t n_places;
    uint32_t *same;      /* of each place: one that is the same by some column; may be itself */
    al_mark_step *steps; /* by `from` */
    size_t n_steps, steps_room;
    uint32_t *firsts; /* of each place: its first step; n_places + 1 */
    uint32_t *waits;  /* of each place: steps to it from what is not in the order yet */
    uint32_t *order;  /* places that stand for themselves, each behind those before */
    size_t n_ordered;
    size_t rooms[4];
} al_marks;

/* Room for n marks of n_places places; marks->n is 0 then. False when memory ends. */
AL_MUST_CHECK bool al_marks_reserve(al_marks *marks, size_t n, uint32_t n_places);
void al_marks_release(al_marks *marks);

/*
 * Fill all else from the marks: places in one column are the same, and places in columns of one
 * group follow each other. False when they cannot stand in one order: pair[] are two of those.
 */
AL_MUST_CHECK bool al_marks_order(al_marks *marks, uint32_t pair[2]);

#endif
