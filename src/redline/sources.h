/* SPDX-License-Identifier: Apache-2.0 */
/* Where letters stand in the parts of the document that they were read from. */
#ifndef AL_REDLINE_SOURCES_H
#define AL_REDLINE_SOURCES_H

#include "redline/atoms.h"

/* Of each atom, from the byte of its first letter's source to behind that of its last. */
void al_sources_find(const al_atoms *atoms, al_range *sources);

/* A walk over the stretches of the source that the letters of atoms, ascending, come from. */
typedef struct al_source_walk {
    const al_atoms *atoms;
    size_t run;
    al_range left; /* bytes of the text that are still to come */
} al_source_walk;

al_source_walk al_sources_walk(const al_atoms *atoms);
/* Go on with an atom, not before the last one. */
void al_sources_go(al_source_walk *walk, uint32_t atom);
/* The next stretch of it; false: no more. */
bool al_sources_next(al_source_walk *walk, al_range *source);

#endif
