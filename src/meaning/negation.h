/* SPDX-License-Identifier: Apache-2.0 */
/* Negations of a cell, counted on both sides and held against each other by what they govern. */
#ifndef AL_NEGATION_H
#define AL_NEGATION_H

#include "language/stem.h"
#include "meaning/surplus.h"

typedef struct al_negation_reader {
    al_token_maker *maker;
    al_stemmer *stemmer; /* of the language; may be NULL: words are compared as they are */
    bool concord;        /* several negations of one clause are one: ne ... pas, no ... nada */
    bool verbs;          /* of those, where affixes of verbs are among them: Turkish, Czech */
} al_negation_reader;

/* Whether several negations of a clause are one in a language. */
bool al_negation_concord(const char *language);

/* Tell the negations that one side has more, or that govern other words. */
void al_negation_tell(al_negation_reader *reader, al_cell *cell, al_change *changes);

/* Where the sentence was rewritten: as many of them as the one side has more. */
void al_negation_tell_surplus(al_negation_reader *reader, al_cell *cell, al_change *changes);

#endif
