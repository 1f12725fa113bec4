/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which chapters of several witnesses are one another: those that have words in common, single or
 * two running, which either witness has in no other of its chapters.
 */
#ifndef AL_CHAPTER_MATCH_H
#define AL_CHAPTER_MATCH_H

#include "base/memory.h"
#include "base/must_check.h"

#include <stdint.h>

typedef struct al_chapter_words {
    uint32_t witness;
    const uint32_t *forms;
    uint32_t n;
    uint32_t title; /* so many of them, which say nothing of what it tells */
} al_chapter_words;

/*
 * Number the chapters, which are listed witness by witness, so that those that belong together have
 * one number, from 0: *n_groups. A chapter may have two of another witness. False when memory ends.
 */
AL_MUST_CHECK bool al_chapters_match(const almost_allocator *allocator,
                                     const al_chapter_words *chapters, uint32_t n, uint32_t *groups,
                                     uint32_t *n_groups);

#endif
