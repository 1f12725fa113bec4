/* SPDX-License-Identifier: Apache-2.0 */
/* Of a build without ICU: there is nobody to ask, and whoever has such a text is told so. */
#include "words/segmenter.h"

#include "text/without_icu.h"

almost_status al_segmenter_new(const almost_allocator *allocator, const char *file,
                               al_segmenter **out, almost_error *error)
{
    (void)allocator;
    (void)out;
    return al_icu_missing(error, file, "has words of scripts that need a dictionary, or emoji");
}

void al_segmenter_free(al_segmenter *segmenter)
{
    (void)segmenter;
}

almost_status al_segmenter_begin(al_segmenter *segmenter, const uint16_t *units, uint32_t n,
                                 almost_error *error)
{
    (void)segmenter;
    (void)units;
    (void)n;
    return al_icu_missing(error, NULL, "words need a dictionary");
}

int32_t al_segmenter_next(al_segmenter *segmenter)
{
    (void)segmenter;
    return -1;
}
