/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checksum that a comparison carries of itself, by which a reader knows that
 * nothing in it was changed since: XXH3-128. It is against accidents and no seal; who
 * changes a comparison on purpose can leave it out.
 *
 * A patch is summed as the bytes that it is. JSON may be laid out anew by whoever hands it
 * on, and is summed as what it says, in one order: numbers of 64 bits, lowest byte first,
 * and strings, each behind the number of its bytes.
 */
#ifndef AL_CHECKSUM_H
#define AL_CHECKSUM_H

#include "base/names.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

typedef struct al_checksum {
    XXH3_state_t state;
} al_checksum;

/* Digits of a checksum, and a NUL. */
#define AL_CHECKSUM_SIZE 33

void al_checksum_begin(al_checksum *sum);
void al_checksum_bytes(al_checksum *sum, const char *bytes, size_t length);
void al_checksum_end(const al_checksum *sum, char digits[AL_CHECKSUM_SIZE]);

void al_checksum_number(al_checksum *sum, uint64_t number);
void al_checksum_string(al_checksum *sum, const char *bytes, size_t length);

/* One side of what was compared; the length is in the units of the comparison. */
typedef struct al_checksum_source {
    const char *name;
    uint64_t length;
    const char *encoding;
    bool mark;
    const char *hash;
} al_checksum_source;

void al_checksum_sources(al_checksum *sum, almost_units units, const al_checksum_source sides[2]);

/* One change; a side where it has nothing is not `there`. */
typedef struct al_checksum_change {
    uint64_t id;
    uint64_t passage; /* 0: none */
    almost_change_kind kind;
    uint32_t touches;
    struct {
        bool there;
        almost_span span; /* in the units of the comparison */
        const char *text;
        size_t length;
    } sides[2];
} al_checksum_change;

void al_checksum_changed(al_checksum *sum, const al_checksum_change *change);

#endif
