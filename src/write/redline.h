/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison as one text with both in it: what is kept, deleted and inserted, in an order in
 * which the kept and the deleted are the original and the kept and the inserted the telling. What
 * has moved is deleted where it stood and inserted where it stands.
 *
 * Where what is the same differs in what was ignored, such as the shape of a quotation mark, it is
 * kept as the original has it.
 */
#ifndef AL_REDLINE_H
#define AL_REDLINE_H

#include "base/must_check.h"
#include "compare/comparison.h"
#include "write/told.h"

typedef enum al_redline_kind {
    AL_REDLINE_KEPT,
    AL_REDLINE_DELETED, /* bytes of the original only */
    AL_REDLINE_INSERTED /* bytes of the telling only */
} al_redline_kind;

typedef struct al_redline_piece {
    al_redline_kind kind;
    uint32_t moved; /* number of the passage that it moved with, from 1; 0: it did not */
    al_range original;
    al_range telling; /* of what is kept: differs from the original in what was ignored at most */
} al_redline_piece;

typedef struct al_redline {
    const almost_allocator *allocator;
    const almost_comparison *comparison;
    al_redline_piece *pieces;
    size_t n;
    size_t room;
} al_redline;

/* On failure, which is MEMORY, there is nothing to release. O(n log n) of changes. */
AL_MUST_CHECK almost_status al_redline_init(al_redline *redline,
                                            const almost_comparison *comparison);
void al_redline_release(al_redline *redline);

/* The bytes that a piece shows: of the original, or of the telling where it is inserted. */
static inline const char *al_redline_bytes(const al_redline *redline, const al_redline_piece *piece,
                                           al_buffer *scratch, uint32_t *length)
{
    bool inserted = piece->kind == AL_REDLINE_INSERTED;
    const almost_comparison *comparison = redline->comparison;
    return al_told_bytes(inserted ? comparison->telling : comparison->original,
                         inserted ? piece->telling : piece->original, scratch, length);
}

#endif
