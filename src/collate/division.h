/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Word division: rows in which some witnesses have in two words, or more, what others have in one
 * (`in to`, `into`) become one row, and the words one token of several pieces.
 */
#ifndef AL_DIVISION_H
#define AL_DIVISION_H

#include "collate/collation.h"
#include "collate/fixed.h"

/* After the witnesses were aligned; what is `fixed`, or NULL, stays. The same in every order of
 * them. False when memory ends. */
AL_MUST_CHECK bool al_division_join(almost_collation *collation, const al_fixed *fixed);

#endif
