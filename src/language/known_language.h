/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Known, that is worked out before and kept: what CLD2 said of stretches of a text, left with the
 * text for other comparisons, in which the same stretches come back. Any number of threads may ask
 * at once; what one finds out the others need not.
 */
#ifndef AL_KNOWN_LANGUAGE_H
#define AL_KNOWN_LANGUAGE_H

#include "base/memory.h"

typedef struct al_known_languages al_known_languages;

/* NULL when memory ends. */
al_known_languages *al_known_languages_new(const almost_allocator *allocator);
void al_known_languages_free(al_known_languages *known);

/* al_cld_detect() of some bytes of the text that `known` belongs to; `known` may be NULL. */
const char *al_known_language(al_known_languages *known, const almost_text *text, uint64_t start,
                              uint64_t end);

#endif
