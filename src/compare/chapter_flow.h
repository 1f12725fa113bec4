/* SPDX-License-Identifier: Apache-2.0 */
/* How many words of each chapter of the original are in each of the telling. */
#ifndef AL_CHAPTER_FLOW_H
#define AL_CHAPTER_FLOW_H

#include "compare/passages.h"
#include "text/chapters.h"

/* Words that two chapters have in common, of the original, without those of titles. */
typedef struct al_chapter_flow {
    uint32_t chapters[2]; /* of the original, the telling */
    uint32_t words;
} al_chapter_flow;

typedef struct al_chapter_flows {
    al_chapter_flow *items; /* each pair once, by the original, then the telling */
    size_t n;
    size_t capacity;
} al_chapter_flows;

/* The chapter that a byte lies in, which may well be `hint`. */
uint32_t al_chapter_at(const al_chapters *chapters, uint32_t hint, uint32_t byte);

/* False when memory ends; then there is nothing to release. n log n. */
AL_MUST_CHECK bool al_chapter_flows_find(const al_sides *sides, const al_alignment *alignment,
                                         const al_chapters chapters[2], al_chapter_flows *out);

#endif
