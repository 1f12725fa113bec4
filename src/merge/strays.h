/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A word or two that stand between others which are in order, and are not: no passage that was
 * moved, unless they are a paragraph, but put in like some that were dropped elsewhere. A merge
 * would take them out of what stands around them.
 */
#ifndef AL_MERGE_STRAYS_H
#define AL_MERGE_STRAYS_H

#include "merge/revision.h"

/* Let go of them. Linear in the atoms. */
void al_merge_strays(al_revision *revision, const al_merge_atoms *base);

#endif
