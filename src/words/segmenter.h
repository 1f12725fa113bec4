/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who knows where words begin in scripts that are written without blanks, and in rows of pictures:
 * ICU, by its rules and dictionaries, or whatever else a build has in its place. One file each.
 */
#ifndef AL_SEGMENTER_H
#define AL_SEGMENTER_H

#include "almost/base.h"
#include "base/must_check.h"

enum { AL_SEGMENTER_MOST = 8192 /* units that it is shown at once */ };

typedef struct al_segmenter al_segmenter;

/* On success *out is the caller's. Errors: MEMORY, ENCODING (there is nobody to ask). `file` is
   for the message. */
AL_MUST_CHECK almost_status al_segmenter_new(const almost_allocator *allocator, const char *file,
                                             al_segmenter **out, almost_error *error);
void al_segmenter_free(al_segmenter *segmenter);

/* Begin with `n` UTF-16 units, AL_SEGMENTER_MOST at most, which must stay. Errors: MEMORY. */
AL_MUST_CHECK almost_status al_segmenter_begin(al_segmenter *segmenter, const uint16_t *units,
                                               uint32_t n, almost_error *error);

/* The next border behind 0, in units; -1 behind the last, which is the end. */
int32_t al_segmenter_next(al_segmenter *segmenter);

#endif
