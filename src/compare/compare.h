/* SPDX-License-Identifier: Apache-2.0 */
/* almost_compare() for texts that were cut into words before. */
#ifndef AL_COMPARE_H
#define AL_COMPARE_H

#include "words/word_list.h"
#include "base/must_check.h"

/*
 * As almost_compare(). `words` are the lists of the original and the telling,
 * cut by options->words with one vocabulary; or NULL. The answer is the same.
 */
AL_MUST_CHECK almost_status al_compare(const almost_text *original, const almost_text *telling,
                                       const al_word_list *const words[2],
                                       const almost_compare_options *options,
                                       almost_comparison **out, almost_error *error);

#endif
