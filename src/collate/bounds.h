/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What decisions leave of a join: for each column of a, which columns of b it may be one with, so
 * that words which belong together can still meet when their groups do, however late.
 */
#ifndef AL_BOUNDS_H
#define AL_BOUNDS_H

#include "base/range.h"
#include "collate/fixed.h"
#include "collate/marks.h"

struct al_joining;
struct al_joint;

/* Columns of a and b that may not be one. */
typedef struct al_forbidden {
    uint32_t a;
    uint32_t b;
} al_forbidden;

/* Of one join; all NULL to begin with, but for the allocator. */
typedef struct al_bounds {
    const almost_allocator *allocator;
    al_marks marks;
    uint32_t *sides;    /* of each sequence: its member in a, or behind them in b, or UINT32_MAX */
    uint32_t *columns;  /* of each place: its column in a, then of each that in b; UINT32_MAX */
    uint32_t *after;    /* of each place: columns of b that do not come behind it */
    uint32_t *before;   /* of each place: columns of b that come before it */
    uint32_t *least;    /* of each column of a: the first of b that it may be one with */
    uint32_t *most;     /* likewise, and the first behind the last */
    uint32_t *together; /* likewise: the one that it is to be one with, or UINT32_MAX */
    al_forbidden *forbidden; /* by a */
    size_t n_forbidden;
    size_t rooms[8];
} al_bounds;

void al_bounds_release(al_bounds *bounds);

/*
 * Fill the bounds of a join from joining->fixed, which is there. `ranges` are the words in the
 * columns of each member of a, then of b. False when memory ends.
 */
AL_MUST_CHECK bool al_bounds_find(al_bounds *bounds, const struct al_joining *joining,
                                  const struct al_joint *joint, const al_range *ranges);

/* Whether column a may be one with column b. */
bool al_bounds_allow(const al_bounds *bounds, uint32_t a, uint32_t b);

#endif
