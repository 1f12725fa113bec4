/* SPDX-License-Identifier: Apache-2.0 */
/* From a text to the tokens of a witness. */
#ifndef AL_CUT_H
#define AL_CUT_H

#include "collate/spellings.h"
#include "collate/witness.h"

/*
 * Cut what is compared of a text into tokens, and number their forms. On failure there is nothing
 * to release. MEMORY, or ENCODING where a script needs ICU and it is missing.
 */
AL_MUST_CHECK almost_status al_witness_cut(al_witness *witness, const char *siglum,
                                           const almost_text *text,
                                           const almost_allocator *allocator,
                                           al_spellings *spellings, almost_error *error);

#endif
