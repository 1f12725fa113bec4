/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must be true of every comparison, whatever the texts and options: one
 * function a law, each answering whether it holds and, where it does not,
 * saying so in `message`. They see the public header only, so that the oracle,
 * the fuzz targets and a stranger's test can all stand on them.
 */
#ifndef INVARIANTS_H
#define INVARIANTS_H

#include "almost/almost.h"

#include <stdbool.h>
#include <stdio.h>

#define INVARIANT_MESSAGE 400

/* Two texts and what was found between them. */
typedef struct compared {
    const almost_text *original;
    const almost_text *telling;
    const almost_comparison *comparison;
} compared;

/* Write the message, of INVARIANT_MESSAGE bytes at most, and answer false. */
__attribute__((format(printf, 2, 3))) bool invariant_say(char *message, const char *format, ...);

/* A change printed for a person, into `out`, which is also returned. */
const char *invariant_show(const almost_change *change, char out[160]);

/* All changes cover both texts without gap or overlap, the telling in its order. */
bool invariant_cover(const compared *it, char *message);

/* Kinds, touches, passages and ids of the changes go together. */
bool invariant_kinds(const compared *it, char *message);

/* Passages lie inside the texts, stand in the telling's order, and overlap only where one encloses
 * a moved one. */
bool invariant_passages(const compared *it, char *message);

/* Verdict and statistics say what the changes say. */
bool invariant_counts(const compared *it, char *message);

/* The letters inside every change of kind different cover it. */
bool invariant_letters(const compared *it, char *message);

/* All of the above. */
bool invariant_all(const compared *it, char *message);

/* `turned`, with the sides exchanged, is the mirror image of `it`. */
bool invariant_mirror(const compared *it, const compared *turned, char *message);

/* Two comparisons of the same pair agree in everything that can be asked. */
bool invariant_equal(const compared *it, const compared *other, char *message);

/* The patch turns the one source into the other and back, byte for byte. */
bool invariant_replay(const compared *it, const char *const source[2], const size_t length[2],
                      char *message);

#endif
