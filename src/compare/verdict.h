/* SPDX-License-Identifier: Apache-2.0 */
/* Shares, ending and answer. */
#ifndef AL_VERDICT_H
#define AL_VERDICT_H

#include "compare/comparison.h"
#include "compare/passages.h"

/*
 * Fill the comparison's verdict and statistics. It has its changes; `different` are the words of
 * the original and the telling in those that replace words.
 */
void al_verdict_reach(const al_sides *sides, const al_aligned *aligned, const uint64_t different[2],
                      almost_comparison *comparison);

#endif
