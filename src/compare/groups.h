/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changes that are one to a reader: the same words told as the same other words, one
 * convention of spelling, marks or capitals, the numbers of a list. Each lot of
 * two or more has a number, which its changes bear, and is told in one line.
 */
#ifndef AL_GROUPS_H
#define AL_GROUPS_H

#include "compare/comparison.h"
#include "compare/sides.h"
#include "match/alignment.h"

/*
 * Number the changes of `comparison` that have equals, and weigh them as such. The changes are
 * judged. On failure nothing is left. MEMORY.
 */
AL_MUST_CHECK almost_status al_groups_find(const al_sides *sides, const al_alignment *alignment,
                                           almost_comparison *comparison, almost_error *error);

/* group_key.c: what a change is of, so that equal ones have the same; 0 where it stands alone. */
typedef struct al_group_key {
    uint64_t hash;
    al_group_kind kind;
} al_group_key;

/* `words[s]`: those that begin in the change, of side s. */
al_group_key al_group_key_of(const al_sides *sides, const al_change *change,
                             const al_range words[2]);

/* throughout.c: note which groups leave nothing as it was. MEMORY. */
AL_MUST_CHECK almost_status al_groups_note_throughout(const al_sides *sides,
                                                      const al_alignment *alignment,
                                                      almost_comparison *comparison,
                                                      almost_error *error);

/* --- For those who tell ---------------------------------------------------- */

/* The group of a change, or NULL where it stands alone. */
static inline const al_group *al_groups_of(const almost_comparison *comparison,
                                           const al_change *change)
{
    return change->group != 0 ? &comparison->groups[change->group - 1] : NULL;
}

#endif
