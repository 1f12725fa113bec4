/* SPDX-License-Identifier: Apache-2.0 */
/* Where units of a text begin: paragraphs, lines, sentences, phrases. */
#ifndef AL_UNIT_H
#define AL_UNIT_H

#include "words/side.h"

/* What a border is worth; a line end, which may be a wrapped one, is added to the other three. */
enum { AL_UNIT_PARAGRAPH = 6, AL_UNIT_SENTENCE = 3, AL_UNIT_PHRASE = 1, AL_UNIT_LINE = 2 };

/* The border before word i of a side, which may be the one behind its last word; 0: none. */
uint32_t al_unit_before(const al_side *side, uint32_t i);

#endif
