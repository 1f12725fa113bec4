/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of a cell that turn its meaning by what they are to each other: one
 * with an affix that negates (known, unknown), opposites (rise, fall), and
 * words that exchanged places around a verb (the dog bit the man).
 */
#ifndef AL_RELATE_H
#define AL_RELATE_H

#include "language/stem.h"
#include "meaning/surplus.h"

typedef struct al_relater {
    al_token_maker *maker;
    const al_language *language;   /* or NULL */
    const al_term_language *terms; /* or NULL */
    const char *code;              /* of the language; "" where it is unknown */
} al_relater;

/*
 * A word lost and one gained that an affix parts: the longer one is a negation of its own. False
 * when memory ends.
 */
bool al_relate_affixes(const al_relater *relater, al_cell *cell);

/*
 * A word and its opposite denied: `not open` and `closed` say the same, so that neither the
 * negation nor the words are left over.
 */
void al_relate_denied(const al_relater *relater, al_cell *cell);

/* Opposites, of which one was lost and one is new, in one change or in neighbours. */
void al_relate_opposites(const al_relater *relater, const al_cell *cell, al_change *changes);

/* Two groups of words that exchanged places, while the words between them stayed. */
void al_relate_roles(const al_relater *relater, const al_cell *cell, al_change *changes);

#endif
