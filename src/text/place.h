/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places: bytes of the decoded text as code points, UTF-16 units and lines.
 *
 * An index with a checkpoint about every KiB is made when a place is first
 * asked for, by whichever thread comes first, and installed atomically: a
 * text may be asked by any number of threads at once. Where there is no memory
 * for it, places are counted from the start.
 */
#ifndef AL_PLACE_H
#define AL_PLACE_H

#include "text/text.h"

struct al_place_index;

void al_place_index_free(const almost_allocator *allocator, struct al_place_index *index);

/* The same as almost_text_place(), without the source byte. */
almost_place al_place_at(const almost_text *text, uint64_t byte);

#endif
