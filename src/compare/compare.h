/* SPDX-License-Identifier: Apache-2.0 */
/* almost_compare() for texts that were cut into words before, and for parts of texts. */
#ifndef AL_COMPARE_H
#define AL_COMPARE_H

#include "words/word_list.h"

/*
 * As almost_compare(). `words` are the lists of the original and the telling,
 * cut by options->words with one vocabulary; or NULL. The answer is the same.
 */
almost_status al_compare(const almost_text *original, const almost_text *telling,
                         const al_word_list *const words[2], const almost_compare_options *options,
                         almost_comparison **out, almost_error *error);

/*
 * The same for a slice of each text. Changes and passages are at the bytes of the texts, and as if
 * the slices were all there is; `words` is NULL unless they are. Writers that take the texts apart
 * by themselves, such as that of patches, are for whole texts.
 */
almost_status al_compare_slices(const al_slice slices[2], const al_word_list *const words[2],
                                const almost_compare_options *options, almost_comparison **out,
                                almost_error *error);

#endif
