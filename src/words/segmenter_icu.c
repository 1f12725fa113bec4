/* SPDX-License-Identifier: Apache-2.0 */
/* ICU's rules and dictionaries for words, the same for all languages. */
#include "words/segmenter.h"

#include "base/error.h"
#include "base/memory.h"
#include "text/icu.h"

struct al_segmenter {
    const almost_allocator *allocator;
    const al_icu *icu;
    UBreakIterator *iterator;
};

almost_status al_segmenter_new(const almost_allocator *allocator, const char *file,
                               al_segmenter **out, almost_error *error)
{
    const al_icu *icu = al_icu_get();
    if (icu == NULL)
        return al_icu_missing(error, file, "has words of scripts that need a dictionary, or emoji");
    al_segmenter *segmenter = al_allocate(allocator, 1, sizeof *segmenter);
    if (segmenter == NULL)
        return al_fail_memory(error);
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *iterator = icu->call_ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    *segmenter = (al_segmenter){allocator, icu, iterator};
    if (U_SUCCESS(code)) {
        *out = segmenter;
        return ALMOST_OK;
    }
    al_segmenter_free(segmenter);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return al_fail_memory(error);
    return al_icu_missing(error, file, "has words that need the rules of ICU");
}

void al_segmenter_free(al_segmenter *segmenter)
{
    if (segmenter == NULL)
        return;
    if (segmenter->iterator != NULL)
        segmenter->icu->call_ubrk_close(segmenter->iterator);
    al_release(segmenter->allocator, segmenter);
}

almost_status al_segmenter_begin(al_segmenter *segmenter, const uint16_t *units, uint32_t n,
                                 almost_error *error)
{
    UErrorCode code = U_ZERO_ERROR;
    segmenter->icu->call_ubrk_setText(segmenter->iterator, units, (int32_t)n, &code);
    return U_SUCCESS(code) ? ALMOST_OK : al_fail_memory(error);
}

int32_t al_segmenter_next(al_segmenter *segmenter)
{
    return segmenter->icu->call_ubrk_next(segmenter->iterator); /* UBRK_DONE is -1 */
}
