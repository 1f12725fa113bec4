/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is to be ignored is ignored last. Changes are found and judged as if nothing was, so that a
 * difference of case, marks, accents or spelling that turns the meaning (`May`, `may`; `5`, `.5`;
 * `common`, `uncommon`) is known for what it is; then those that are nothing but what the caller
 * named become the same. With whatever is ignored, the changes that are left are among those that
 * are told when nothing is. White space and the shapes of signs alone are passed over before.
 */
#ifndef AL_IGNORED_H
#define AL_IGNORED_H

#include "meaning/change.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Make those of the judged changes the same that differ in nothing but what the almost_ignore bits
 * of `ignore` name, and take these off from what the others touch. Returns how many are left.
 */
size_t al_changes_ignore(al_change *changes, size_t n, uint32_t ignore);

/* Whether `next`, which is the same, goes on where the last one ended, which is longer then. */
bool al_change_flows_on(al_change *last, const al_change *next);

#endif
