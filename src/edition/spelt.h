/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How each word is shown where spellings of one word count as one reading: as most of those that
 * have the reading write it, so that what is left of differences is what counts as one.
 */
#ifndef AL_SPELT_H
#define AL_SPELT_H

#include "base/must_check.h"
#include "collate/collation.h"

typedef struct al_spelt {
    const almost_collation *collation;
    uint32_t *writers; /* of row * n + witness: whose word is shown; NULL: each its own */
} al_spelt;

/* False when memory ends; there is nothing to release then. */
AL_MUST_CHECK bool al_spelt_init(al_spelt *spelt, const almost_collation *collation,
                                 bool significant);
void al_spelt_release(al_spelt *spelt);

/* The word that is shown for a witness, without white space around it; NULL: it has none. */
const char *al_spelt_word(const al_spelt *spelt, uint64_t row, size_t witness, uint32_t *length);

#endif
