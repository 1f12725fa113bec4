/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Of a build for browsers: the host's Intl.Segmenter has the dictionaries, and is asked for all
 * borders of a chunk at once.
 */
#include "words/segmenter.h"

#include "base/error.h"
#include "base/memory.h"

#include <stddef.h>

/* Puts the borders behind 0 of `n` units, ascending, up to `n`; returns how many there are. */
__attribute__((import_module("host"), import_name("segment"))) extern uint32_t
al_host_segment(const uint16_t *units, uint32_t n, uint16_t *borders);

struct al_segmenter {
    const almost_allocator *allocator;
    uint32_t n, next;
    uint16_t borders[AL_SEGMENTER_MOST];
};

almost_status al_segmenter_new(const almost_allocator *allocator, const char *file,
                               al_segmenter **out, almost_error *error)
{
    (void)file;
    al_segmenter *segmenter = al_allocate(allocator, 1, sizeof *segmenter);
    if (segmenter == NULL)
        return al_fail_memory(error);
    segmenter->allocator = allocator;
    segmenter->n = segmenter->next = 0;
    *out = segmenter;
    return ALMOST_OK;
}

void al_segmenter_free(al_segmenter *segmenter)
{
    if (segmenter != NULL)
        al_release(segmenter->allocator, segmenter);
}

almost_status al_segmenter_begin(al_segmenter *segmenter, const uint16_t *units, uint32_t n,
                                 almost_error *error)
{
    (void)error;
    uint32_t found = al_host_segment(units, n, segmenter->borders);
    segmenter->n = found < n ? found : n;
    segmenter->next = 0;
    return ALMOST_OK;
}

int32_t al_segmenter_next(al_segmenter *segmenter)
{
    return segmenter->next < segmenter->n ? segmenter->borders[segmenter->next++] : -1;
}
