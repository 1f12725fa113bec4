/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Formatting is not compared; where words that both texts have look otherwise in the one, an answer
 * can say so.
 */
#ifndef AL_COMPARE_LOOKS_H
#define AL_COMPARE_LOOKS_H

#include "compare/comparison.h"

/*
 * In how many places they do: each is letters beside each other of which all differ in the same
 * way. 0 where a text is of a format of which that is not known. O(n) where anything is formatted.
 */
uint64_t al_looks_differ(const almost_comparison *comparison);

#endif
