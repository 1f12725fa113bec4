/* SPDX-License-Identifier: Apache-2.0 */
/* What summaries say that their source does not. */
#ifndef AL_SUMMARIES_H
#define AL_SUMMARIES_H

#include "compare/comparison.h"
#include "compare/passages.h"
#include "meaning/item.h"

/*
 * Fill the comparison's claims: numbers, names and units of the short sides of summaries that the
 * other text has nowhere. MEMORY.
 */
AL_MUST_CHECK almost_status al_summaries_check(const al_sides *sides, const al_aligned *aligned,
                                               al_item_reader *reader,
                                               almost_comparison *comparison, almost_error *error);

#endif
