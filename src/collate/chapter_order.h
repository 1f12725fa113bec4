/* SPDX-License-Identifier: Apache-2.0 */
/* In which order chapters stand in the table: as most witnesses have any two of them. */
#ifndef AL_CHAPTER_ORDER_H
#define AL_CHAPTER_ORDER_H

#include "collate/chapter_match.h"

/*
 * Give each of `n_groups` its place, from 0, in `places`: none stands before one that most of those
 * who have both put first, as far as that can be; what few have stands behind what it follows
 * there. The same in every order of the witnesses. n_groups^2 * n_witnesses. False when memory
 * ends.
 */
AL_MUST_CHECK bool al_chapters_order(const almost_allocator *allocator,
                                     const al_chapter_words *chapters, uint32_t n,
                                     const uint32_t *groups, uint32_t n_groups, uint32_t *places);

#endif
