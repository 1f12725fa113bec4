/* SPDX-License-Identifier: Apache-2.0 */
/* The words of one passage, aligned by themselves and by their stems. */
#ifndef AL_REALIGN_H
#define AL_REALIGN_H

#include "base/must_check.h"
#include "compare/passages.h"

/*
 * Align the words of a passage anew, by their stems (`stems` begins with its
 * first word), apart from all others. They have no partners before; those that
 * are kept are counted.
 */
AL_MUST_CHECK almost_status al_realign(const al_sides *sides, const al_match_options *matching,
                                       const uint32_t *const stems[2], al_passage *passage,
                                       al_alignment *alignment, almost_error *error);

#endif
