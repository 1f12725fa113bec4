/* SPDX-License-Identifier: Apache-2.0 */
/* Files to work in. They have no name once they are open, so that nothing is left of them. */
#ifndef AL_SCRATCH_H
#define AL_SCRATCH_H

#include "base/memory.h"
#include "base/must_check.h"

typedef struct al_scratch {
    const almost_allocator *allocator;
    int descriptor; /* -1: none */
    uint64_t length;
    char *held; /* what is not written yet */
    size_t n_held;
    char folder[200]; /* its start, for messages */
} al_scratch;

/* In a folder; NULL: that of TMPDIR, or /tmp. */
AL_MUST_CHECK almost_status al_scratch_open(al_scratch *scratch, const almost_allocator *allocator,
                                            const char *folder, almost_error *error);
void al_scratch_close(al_scratch *scratch);

/* Put bytes at its end. */
AL_MUST_CHECK almost_status al_scratch_append(al_scratch *scratch, const void *bytes, size_t length,
                                              almost_error *error);

/* Write what is held. From then on, until more is appended, several threads can read it. */
AL_MUST_CHECK almost_status al_scratch_flush(al_scratch *scratch, almost_error *error);

/* Read what was appended. */
AL_MUST_CHECK almost_status al_scratch_read(al_scratch *scratch, uint64_t start, void *bytes,
                                            size_t length, almost_error *error);

#endif
