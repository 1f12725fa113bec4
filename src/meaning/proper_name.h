/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of persons, places and things in a row of tokens, and whether two of
 * them are one name in two spellings. A capital within a sentence is enough where
 * not all nouns have one; at the start of a sentence, and in German, the
 * dictionary says which words are no names.
 */
#ifndef AL_PROPER_NAME_H
#define AL_PROPER_NAME_H

#include "meaning/cell.h"

/* Read the name, or the title of one, that a token is; false when it is neither. */
bool al_proper_name_read(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                         al_item *item);

/* Whether two names are one: Müller and Mueller, Pittsburg and Pittsburgh, or misread at a letter.
 */
bool al_proper_names_are_one(al_letters a, al_letters b);

/* Let names that are left over on both sides of a cell meet where they are one. */
void al_proper_names_meet(const al_item_reader *reader, al_cell *cell);

#endif
