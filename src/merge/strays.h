/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A word or two that stand between others which are in order, and are not: no passage that was
 * moved, unless they are a paragraph, but put in like some that were dropped elsewhere. So are more
 * words from the midst of a sentence that lie in a rewriting on both sides, each as long as they
 * are: two people who write a sentence anew both say "a year had elapsed since". A merge would take
 * them out of what stands around them.
 */
#ifndef AL_MERGE_STRAYS_H
#define AL_MERGE_STRAYS_H

#include "merge/revision.h"

/* Let go of them. Linear in the atoms; `text` is that of the base. */
void al_merge_strays(al_revision *revision, const almost_text *text, const al_merge_atoms *base);

#endif
