/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who says it: a name at the beginning of a line with a colon behind it, as plays, interviews and
 * minutes have it (`ANNA: Did you lock the gate?`). Another name there gives the words to another,
 * though both names stand in the sentence as often as before. And beside a verb of saying or behind
 * `according to`: another noun there is another source, of whatever kind (`Firefighters said`,
 * `Residents said`). A pronoun is none.
 */
#ifndef AL_SPEAKER_H
#define AL_SPEAKER_H

#include "meaning/cell.h"
#include "meaning/terms.h"

enum { AL_SPEAKER_MOST = 4 /* words of who speaks */ };

/* Whether a term is of a verb of saying, or leads who says it. */
bool al_speaker_marks(const al_term *term);

/* Tell changes of a cell, whose items are read, that put one speaker for another. */
void al_speaker_tell(const al_item_reader *reader, const al_cell *cell, al_change *changes);

#endif
