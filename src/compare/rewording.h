/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is told in other words, among the passages of a comparison: the words
 * that the alignment leaves open are searched by their stems, what is found
 * becomes a passage and is aligned by itself, and what no longer stands is let go.
 */
#ifndef AL_REWORDING_H
#define AL_REWORDING_H

#include "base/must_check.h"
#include "compare/passages.h"

/*
 * Find what is reworded and make one list of all passages. `language`: of both texts, as the
 * toucher knows it. `matching`: how passages are aligned by themselves.
 */
AL_MUST_CHECK almost_status al_rewording_find(const al_settings *settings, const al_sides *sides,
                                              const char *language,
                                              const al_match_options *matching, al_aligned *aligned,
                                              almost_error *error);

#endif
