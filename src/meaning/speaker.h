/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who says it: a name at the beginning of a line with a colon behind it, as plays, interviews and
 * minutes have it (`ANNA: Did you lock the gate?`). Another name there gives the words to another,
 * though both names stand in the sentence as often as before.
 */
#ifndef AL_SPEAKER_H
#define AL_SPEAKER_H

#include "meaning/cell.h"

/* Tell changes of a cell, whose items are read, that put one speaker for another. */
void al_speaker_tell(const al_side sides[2], const al_cell *cell, al_change *changes);

#endif
