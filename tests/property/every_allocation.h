/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every allocation fails once. For an operation of the library the i-th
 * allocation fails, for i = 0, 1, 2, … until the operation succeeds without
 * meeting it. Each time the answer must be out of memory, the output untouched
 * and nothing left behind; or, where there is another way, such as a place
 * found without its index, the same as with all memory. Old sizes handed to
 * reallocate must be true.
 */
#ifndef EVERY_ALLOCATION_H
#define EVERY_ALLOCATION_H

#include "almost/almost.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* An allocator that fails its call number `fails`, and counts what is outstanding. */
typedef struct ledger {
    atomic_long calls, fails, outstanding;
    atomic_bool failed, wrong_size;
} ledger;

/* What operations work with. */
typedef struct trial {
    ledger book;
    almost_allocator allocator;
    almost_environment environment;
    uint64_t hash, wanted; /* of what an operation hands out; of what it does with all memory */
} trial;

void trial_init(trial *with);

/* No allocation fails, until the next one that is to is named. */
void never_fail(ledger *book);

/* An almost_sink: all that an operation hands out; `context` is the trial. */
int hash_bytes(void *context, const char *bytes, size_t length);

/* Say what is wrong; returns 1. */
int complain(const char *name, long at, const char *what);

/* 0 when all is as it must be. */
int every_allocation(trial *with, const char *name,
                     almost_status (*operation)(trial *, almost_error *));

#endif
