/* SPDX-License-Identifier: Apache-2.0 */
/* What was found by words, listed in the comparison by bytes. */
#ifndef AL_LISTING_H
#define AL_LISTING_H

#include "base/must_check.h"
#include "compare/comparison.h"
#include "compare/passages.h"

/* List the passages, and whether anything differs in them. The comparison has its changes. */
AL_MUST_CHECK almost_status al_list_passages(const al_sides *sides, const al_aligned *aligned,
                                             almost_comparison *comparison, almost_error *error);

/* List where a limit made the alignment less exact. */
AL_MUST_CHECK almost_status al_list_approximations(const al_sides *sides,
                                                   const al_alignment *alignment,
                                                   almost_comparison *comparison,
                                                   almost_error *error);

#endif
