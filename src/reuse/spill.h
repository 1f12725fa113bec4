/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of 16 bytes in order, more of them than memory holds. They are dealt to 256 parts by
 * their first bits; a part that is small enough is sorted in memory, a larger one is dealt again by
 * the next bits. Records with one key stay in the order in which they came. So what is handed out
 * does not depend on the memory there is.
 */
#ifndef AL_SPILL_H
#define AL_SPILL_H

#include "reuse/scratch.h"

typedef struct al_record {
    uint64_t high, low; /* the key begins with the highest bit of `high` */
} al_record;

typedef struct al_spill al_spill;

/* How records are sorted. */
typedef struct al_spill_options {
    const char *folder; /* for files; NULL: the usual one */
    uint64_t memory;    /* what it may take, in bytes */
    int first,
        end; /* by these bits, 0 being the highest of 128; those before are the same in all */
} al_spill_options;

/* On success *out is the caller's. */
AL_MUST_CHECK almost_status al_spill_new(const almost_allocator *allocator,
                                         const al_spill_options *options, al_spill **out,
                                         almost_error *error);
void al_spill_free(al_spill *spill);

AL_MUST_CHECK almost_status al_spill_add(al_spill *spill, al_record record, almost_error *error);

/* How many were added. */
uint64_t al_spill_count(const al_spill *spill);

/* Takes records in order; what is not ALMOST_OK ends it. */
typedef almost_status (*al_spill_visit)(void *context, const al_record *records, size_t n,
                                        almost_error *error);

/* Hand out all, in order, in portions; once. */
AL_MUST_CHECK almost_status al_spill_drain(al_spill *spill, al_spill_visit visit, void *context,
                                           almost_error *error);

#endif
