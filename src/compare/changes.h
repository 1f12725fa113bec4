/* SPDX-License-Identifier: Apache-2.0 */
/* From alignment to changes that cover both texts. */
#ifndef AL_CHANGES_H
#define AL_CHANGES_H

#include "base/must_check.h"
#include "compare/comparison.h"
#include "compare/passages.h"
#include "meaning/touches.h"

/* In the telling's order; they cover both texts without gap or overlap. */
typedef struct al_changes {
    al_change *items;
    size_t n;
    size_t capacity;
    uint64_t different[2]; /* words of the original and the telling in changes that replace them */
} al_changes;

/*
 * List the changes. Words that turn out to stand alone against their equals become partners in
 * `aligned`. On success *out is the caller's to release.
 */
AL_MUST_CHECK almost_status al_changes_derive(const al_settings *settings, const al_sides *sides,
                                              al_toucher *toucher, al_aligned *aligned,
                                              al_changes *out, almost_error *error);

/* For assertions: whether they cover both texts, in the telling's order. Linear. */
bool al_changes_cover(const al_sides *sides, const al_changes *changes);

/*
 * Mark what stands against a summary, and is not to be judged word by word. The comparison has its
 * changes and passages. (summed.c)
 */
AL_MUST_CHECK almost_status al_changes_mark_summed(almost_comparison *comparison,
                                                   almost_error *error);

#endif
