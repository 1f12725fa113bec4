/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tree of likeness: which witnesses go together, by neighbour joining over the units in which
 * they differ (Saitou and Nei 1987), with how many of 200 draws of these units have the same
 * parting (Felsenstein 1985). It has no root and is no stemma: which of two readings is the error,
 * an editor must say.
 */
#ifndef AL_KINSHIP_H
#define AL_KINSHIP_H

#include "edition/units.h"

/* Leaves are 0 to n - 1, the sequences; the last node joins what is left. */
typedef struct al_kinship_node {
    uint32_t children[3]; /* UINT32_MAX: none */
    double lengths[3];    /* of the edges to them */
    double support;       /* share of the draws; below 0: not known */
} al_kinship_node;

typedef struct al_kinship {
    const almost_allocator *allocator;
    uint32_t n_leaves;
    uint32_t n; /* nodes, leaves among them; the root is the last */
    al_kinship_node *nodes;
} al_kinship;

/* False when memory ends, with nothing to release. */
AL_MUST_CHECK bool al_kinship_init(al_kinship *tree, const al_unit_table *units);
void al_kinship_release(al_kinship *tree);

#endif
