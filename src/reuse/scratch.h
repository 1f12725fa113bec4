/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files to work in. They have no name once they are open, so that nothing is left of them; but for
 * those that are kept for a later run, which are summed while they are written.
 */
#ifndef AL_SCRATCH_H
#define AL_SCRATCH_H

#include "base/memory.h"
#include "base/must_check.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

typedef struct al_scratch {
    const almost_allocator *allocator;
    int descriptor; /* -1: none */
    uint64_t length;
    char *held; /* what is not written yet */
    size_t n_held;
    bool kept;
    XXH64_state_t sum; /* of all that was appended, where it is kept */
    char folder[200];  /* its start, for messages */
} al_scratch;

/* In a folder; NULL: that of TMPDIR, or /tmp. */
AL_MUST_CHECK almost_status al_scratch_open(al_scratch *scratch, const almost_allocator *allocator,
                                            const char *folder, almost_error *error);
/* A file that stays in a folder by its name; what is there already is not touched. */
AL_MUST_CHECK almost_status al_scratch_open_kept(al_scratch *scratch,
                                                 const almost_allocator *allocator,
                                                 const char *folder, const char *name,
                                                 almost_error *error);

/* What a run before left of it: so many bytes with this sum, behind which it goes on. FORMAT when
 * they are others. */
AL_MUST_CHECK almost_status al_scratch_go_on(al_scratch *scratch, uint64_t length, uint64_t sum,
                                             almost_error *error);

uint64_t al_scratch_sum(const al_scratch *scratch);

/* Write what is held, and wait until it is on the disk. */
AL_MUST_CHECK almost_status al_scratch_sync(al_scratch *scratch, almost_error *error);

/* Let go what is in it. */
void al_scratch_empty(al_scratch *scratch);

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
