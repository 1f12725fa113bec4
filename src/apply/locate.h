/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a place of the text that was compared lies in another version of it.
 *
 * Known of the first text is what the patch shows: runs of bytes with gaps
 * between them. The second is indexed by its groups of eight bytes. Runs of
 * sixteen bytes that it has once tie the two together where they are in order
 * (longest rising subsequence); the ties say where a place is to be expected,
 * and the bytes next to it say which of a bounded number of candidates it is.
 * Time is n log n in the lengths of both.
 */
#ifndef AL_LOCATE_H
#define AL_LOCATE_H

#include "apply/patch.h"

typedef struct al_locator al_locator;

/* NULL when out of memory. Patch and text must outlive it. */
al_locator *al_locator_new(const almost_patch *patch, int given, const almost_text *text,
                           const almost_allocator *allocator);
void al_locator_free(al_locator *locator);

/*
 * The place of a span whose bytes the patch shows, or of a point, in the text.
 * False when its bytes are nowhere next to enough of what surrounds them, or
 * at two places that fit equally well.
 */
bool al_locator_find(const al_locator *locator, almost_span span, almost_span *place);

#endif
