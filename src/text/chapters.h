/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chapters of a text: by its headings where the source says what they are, else by its marks,
 * else by lines that look like headings (`CHAPTER IV`, `4. The Ferry`, `IV`). They cover the text
 * without gap; what stands before the first heading has no title.
 */
#ifndef AL_CHAPTERS_H
#define AL_CHAPTERS_H

#include "base/memory.h"
#include "base/must_check.h"
#include "base/range.h"
#include "text/text.h"

typedef struct al_chapter {
    al_range bytes;
    al_range title; /* within it, at its front; empty: none. May go over lines. */
} al_chapter;

typedef struct al_chapters {
    al_chapter *items;
    size_t n; /* at least 1; 1 without a title where there are no headings */
} al_chapters;

/* Linear. False when memory ends; then there is nothing to release. */
AL_MUST_CHECK bool al_chapters_find(const almost_text *text, const almost_allocator *allocator,
                                    al_chapters *out);

#endif
