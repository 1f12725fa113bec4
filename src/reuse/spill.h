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

/*
 * Sort by the bits from `first` to `end`, 0 being the highest of 128, in two rows of `n` records;
 * those with the same stay in their order. Returns the row in which they are then.
 */
al_record *al_records_sort(al_record *records, al_record *other, size_t n, int first, int end);

typedef struct al_spill al_spill;

/* How records are sorted. */
typedef struct al_spill_options {
    const char *folder; /* for files; NULL: the usual one */
    const char *name;   /* of the file, where it is kept in the folder; NULL: it has none */
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

/* One of the 256 parts was handed out: all of its records, and `part` is the next one. */
typedef almost_status (*al_spill_parted)(void *context, uint32_t part, almost_error *error);

/* The same from a part on, telling after each part that was not empty. */
AL_MUST_CHECK almost_status al_spill_drain_from(al_spill *spill, uint32_t part,
                                                al_spill_visit visit, al_spill_parted parted,
                                                void *context, almost_error *error);

/* Parts, one by one: 256 of them. */
enum { AL_SPILL_PART_BITS = 8, AL_SPILL_PARTS = 1 << AL_SPILL_PART_BITS };

/* How many records a part has. */
size_t al_spill_part_size(const al_spill *spill, uint32_t part);

/* All records of a part as they came, into a row with room for as many; nothing is left of it. */
AL_MUST_CHECK almost_status al_spill_gather(al_spill *spill, uint32_t part, al_record *row,
                                            almost_error *error);

/* Hand out a part in order. */
AL_MUST_CHECK almost_status al_spill_drain_part(al_spill *spill, uint32_t part,
                                                al_spill_visit visit, void *context,
                                                almost_error *error);

/*
 * For a later run: write into `state` what is not in the spill's own file, which has a name, and
 * wait until that file is on the disk. Before anything is handed out; or, while it is, the same as
 * before.
 */
AL_MUST_CHECK almost_status al_spill_save(al_spill *spill, al_scratch *state, almost_error *error);

/* Take up what an earlier run saved, from a byte of its state on, behind which it goes. */
AL_MUST_CHECK almost_status al_spill_go_on(al_spill *spill, al_scratch *state, uint64_t *at,
                                           almost_error *error);

/* Nothing is to be had from it any more: its file is emptied. */
void al_spill_empty(al_spill *spill);

#endif
