/* SPDX-License-Identifier: Apache-2.0 */
/* One word in two spellings: misread, misspelt, modernised, split or joined. */
#ifndef AL_RESPELL_H
#define AL_RESPELL_H

#include "match/gap.h"
#include "base/must_check.h"

/* Scratch for one thread. */
typedef struct al_respeller al_respeller;

/* NULL when memory ends. The pair has letters and must outlive it. */
al_respeller *al_respeller_new(const al_pair *pair, const almost_allocator *allocator);
void al_respeller_free(al_respeller *respeller);

/*
 * Expect more or fewer misread words: `replaced` words were found that share
 * nothing with what replaced them, and `respelt` ones that do. Where the
 * second are more, spelling needs less proof. True when that makes a difference.
 */
bool al_respeller_expect(al_respeller *respeller, uint64_t respelt, uint64_t replaced);

/* Whether a change of so many words can hold any that al_respell() would find. */
bool al_respell_possible(const al_respeller *respeller, const uint32_t n[2]);

/*
 * Find the words of one change that agree too well for chance, and mark them
 * as partners in the alignment. *found counts the pairs. False when memory ends.
 */
AL_MUST_CHECK bool al_respell(al_respeller *respeller, const al_gap *change,
                              al_alignment *alignment, uint32_t *found);

/* What word a of side 0 and b of side 1 are worth as two spellings of one, in bits; negative: they
 * are none. */
float al_respelt_bits(al_respeller *respeller, uint32_t a, uint32_t b);

#endif
