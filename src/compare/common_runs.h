/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where two texts are the same but for line breaks, found by walking both in step.
 * A text and its copy with some edits then need to be cut into words only
 * once. Texts that part, or are alike only here and there, cost little.
 */
#ifndef AL_COMMON_RUNS_H
#define AL_COMMON_RUNS_H

#include "base/must_check.h"
#include "words/slice.h"

/*
 * The same `length` bytes in both, white space of any kind for white space;
 * they begin and end behind white space, or at the ends.
 */
typedef struct al_common_run {
    uint32_t start[2];
    uint32_t length;
} al_common_run;

/*
 * The runs in two slices, ascending in both; *runs is the caller's to release.
 * *common gets the bytes in them. Linear in the bytes of the runs.
 */
AL_MUST_CHECK almost_status al_common_runs(const al_slice texts[2],
                                           const almost_allocator *allocator, al_common_run **runs,
                                           size_t *n, uint64_t *common, almost_error *error);

#endif
