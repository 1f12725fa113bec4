/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One side of a merge: its atoms, and for each the atom of the base that it is, if it is one. That
 * map, taken from a comparison of the base with the side, is all that merging knows of it. An atom
 * of the base is one of the side at most. Both empty atoms of the side are those of the base.
 */
#ifndef AL_REVISION_H
#define AL_REVISION_H

#include "merge/atoms.h"

#define AL_NO_ATOM UINT32_MAX

typedef struct al_revision {
    const almost_text *text; /* borrowed */
    al_merge_atoms atoms;
    uint32_t *to_base;   /* of each atom; AL_NO_ATOM: it was put in */
    uint32_t *from_base; /* of each atom of the base; AL_NO_ATOM: it was dropped */
    /* Of each atom of the base: the almost_touch bits that are loud of a change that begins here.
     */
    uint8_t *loud;
} al_revision;

/* The touches that one word alone can turn the sense with. */
#define AL_REVISION_LOUD                                                                           \
    ((uint32_t)(ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_MODAL))

/* Fill *revision, which is all zero. On failure, MEMORY or what comparing fails with, it is to be
   released as on success. */
AL_MUST_CHECK almost_status al_revision_make(
    al_revision *revision, const almost_allocator *allocator, const almost_text *base,
    const al_merge_atoms *base_atoms, const almost_compare_options *options, almost_error *error);
void al_revision_release(al_revision *revision, const almost_allocator *allocator);

#endif
