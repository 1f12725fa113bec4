/* SPDX-License-Identifier: Apache-2.0 */
/* almost_compare() for texts that were cut into words before, and for parts of texts. */
#ifndef AL_COMPARE_H
#define AL_COMPARE_H

#include "base/must_check.h"
#include "meaning/survey.h"

/*
 * As almost_compare(). `surveys` are those of what is compared (text/compared.h) of the original
 * and the telling, whose lists were cut by options->words with one vocabulary; or NULL. The answer
 * is the same.
 */
AL_MUST_CHECK almost_status al_compare(const almost_text *original, const almost_text *telling,
                                       const al_survey *const surveys[2],
                                       const almost_compare_options *options,
                                       almost_comparison **out, almost_error *error);

/*
 * The same for a slice of each text. Changes and passages are at the bytes of the texts, and as if
 * the slices were all there is; `words` is NULL unless they are. Writers that take the texts apart
 * by themselves, such as that of patches, are for whole texts.
 */
AL_MUST_CHECK almost_status al_compare_slices(const al_slice slices[2],
                                              const al_survey *const surveys[2],
                                              const almost_compare_options *options,
                                              almost_comparison **out, almost_error *error);

#endif
