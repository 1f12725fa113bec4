/* SPDX-License-Identifier: Apache-2.0 */
/* The white space of a merge: who has two atoms beside each other says what stands between them. */
#ifndef AL_MERGE_LAYOUT_H
#define AL_MERGE_LAYOUT_H

#include "merge/merge.h"

typedef struct al_merge_blank {
    const char *bytes;
    size_t length;
} al_merge_blank;

/*
 * Where the base has the two beside each other, its white space, unless a side changed it. Of
 * several that could be taken: one with a blank line, then one with a line's end, then the
 * shortest, then the first by its bytes.
 */
al_merge_blank al_merge_layout(const almost_merge *merge, al_merge_token before,
                               al_merge_token behind);

#endif
