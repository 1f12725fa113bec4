/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who does what to whom where endings say it: `Der Hund biss den Mann`, `Den Hund biss der Mann`;
 * `puer canem`, `puerum canis`. The words stay in their places, and their cases are exchanged.
 */
#ifndef AL_CASE_ROLE_H
#define AL_CASE_ROLE_H

#include "meaning/cell.h"

/* Whether case by case the changed words of a cell exchange doer and done; `code` is the language.
 */
bool al_case_roles_turn(const al_side sides[2], const al_cell *cell, const char *code);

/* Whether a word is a German determiner that says its noun is no doer: den, einem. */
bool al_case_is_oblique(const al_side *side, const al_token *token);

#endif
