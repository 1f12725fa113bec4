/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What witnesses agree or differ in, counted as one would count it: an omission once, however many
 * words it takes; readings that differ beyond spelling in full, spellings of one word a little; and
 * nothing where a witness says nothing. All in the order of the tradition, not of the witnesses.
 */
#ifndef AL_UNITS_H
#define AL_UNITS_H

#include "edition/variation.h"

enum { AL_UNIT_SILENT = UINT16_MAX };

typedef struct al_unit_table {
    const almost_allocator *allocator;
    uint32_t n_sequences;
    size_t n;
    uint16_t *groups; /* n rows of n_sequences: which reading each has, or AL_UNIT_SILENT */
    double *weights;  /* of each unit */
    size_t groups_room, weights_room;
} al_unit_table;

/* False when memory ends, with nothing to release. */
AL_MUST_CHECK bool al_units_init(al_unit_table *units, const almost_collation *collation);
void al_units_release(al_unit_table *units);

/*
 * How far any two sequences are from each other, 0 to 1: the share of the units that both have a
 * say in in which they differ, by weight. `draws` has for each unit how often it counts; NULL: once
 * each. `distances` has n_sequences^2 numbers.
 */
void al_units_distances(const al_unit_table *units, const uint16_t *draws, double *distances);

#endif
