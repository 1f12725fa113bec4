/* SPDX-License-Identifier: Apache-2.0 */
/* Words that are one, such as `in to` where others have `into`: tokens of a witness made one. */
#ifndef AL_JOINED_H
#define AL_JOINED_H

#include "collate/spellings.h"
#include "collate/witness.h"

/*
 * Make one token of each that joins[token] says belongs to the one before it, which the first one
 * does not. Its form is theirs without anything between; what it was made of stays in `pieces`.
 * False when memory ends, and then the witness is as it was.
 */
AL_MUST_CHECK bool al_witness_join(al_witness *witness, const almost_allocator *allocator,
                                   al_spellings *spellings, const bool *joins);

#endif
