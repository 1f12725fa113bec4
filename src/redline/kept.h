/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What both texts have, to the letter and in order: of each atom of the original the one of the
 * telling that it is kept as. All else is taken out or put in; kept and taken out are the
 * original, kept and put in the telling.
 */
#ifndef AL_REDLINE_KEPT_H
#define AL_REDLINE_KEPT_H

#include "compare/comparison.h"
#include "redline/atoms.h"
#include "redline/column_tables.h"

typedef struct al_kept {
    const almost_allocator *allocator;
    al_atoms original, telling;
    bool *apart;      /* of the original's atoms: they go and come as wholes, as nothing else can be
                         shown */
    bool keep_shapes; /* what differs in its shape alone is the same */
    uint64_t shapes;  /* how much does, in what the comparison calls the same */
    al_column_tables columns; /* none unless al_column_tables_find() was called */
    uint32_t *partners; /* of the original's atoms: index in the telling + 1, ascending; 0: none */
} al_kept;

/* A stretch of both without partners, between two atoms with: indices, half-open. */
typedef struct al_unkept {
    al_range original, telling;
} al_unkept;

/*
 * What a comparison says is the same. On failure, which is MEMORY, there is nothing to release.
 * O(n log n).
 */
AL_MUST_CHECK almost_status al_kept_make(al_kept *kept, const almost_comparison *comparison,
                                         bool keep_shapes);
void al_kept_release(al_kept *kept);

/* Whether a atom of either may be kept as the other: the same letters in the like place. */
bool al_kept_same(const al_kept *kept, size_t original, size_t telling);

/* Nothing of a range of the original's atoms is kept. */
void al_kept_drop(al_kept *kept, al_range original);

/*
 * The next stretch from *at on, atoms of either text; moves *at behind it. False: no more. One of
 * its sides may be empty.
 */
bool al_kept_next(const al_kept *kept, al_words_range *at, al_unkept *out);

/* What is kept is put where a document can show it: paragraphs whole where they can be. */
void al_kept_settle(al_kept *kept);

#endif
