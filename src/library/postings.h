/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of positions, ascending. Blocks of AL_BLOCK positions are gaps packed at one width, behind
 * a row of skips that says where each begins; what is left, and a list that has no whole block, is
 * gaps by a code of Rice (1979): a quotient in ones, as ctz counts them, and a remainder of k bits.
 * Whatever is read is checked before it is used: a list may be of a file that somebody made.
 */
#ifndef AL_POSTINGS_H
#define AL_POSTINGS_H

#include "base/buffer.h"
#include "base/must_check.h"

/* Append a list of n >= 2 ascending positions. False where it would be too long to describe. */
bool al_postings_encode(al_buffer *out, const uint32_t *positions, uint32_t n);

/* Where lists lie, and up to which position there are words. */
typedef struct al_postings {
    const char *bytes;
    uint64_t length;    /* with the padding */
    uint64_t positions; /* all are below */
} al_postings;

/*
 * The n positions of the list at a byte into `out`, which has room for them. False: the bytes are
 * no such list. *end, which may be NULL, gets the byte behind it.
 */
AL_MUST_CHECK bool al_postings_decode(const al_postings *postings, uint32_t at, uint32_t n,
                                      uint32_t *out, uint64_t *end);

#endif
