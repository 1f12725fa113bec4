/* SPDX-License-Identifier: Apache-2.0 */
/* Seeds of texts that repeat themselves, where no run of words stands once. */
#ifndef AL_RANKED_H
#define AL_RANKED_H

#include "base/must_check.h"
#include "match/anchors.h"

/*
 * Add runs that both sides have to `anchors`, in the order of side 1; none unless side 0
 * repeats itself (sample.h). They may overlap. n log n. MEMORY.
 */
AL_MUST_CHECK almost_status al_ranked_find(const al_pair *pair, const almost_allocator *allocator,
                                           al_anchors *anchors, almost_error *error);

#endif
