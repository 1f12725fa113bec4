/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folded form of a word: what two spellings of one word have in common.
 *
 * Typography: compatibility forms, ligatures, long s, shapes of quotation marks
 * and dashes, soft hyphens, zero-width and bidirectional marks, canonical
 * order. Case: full case folding. Accents: marks removed. Each is a bit, so
 * that what differs between two words can be told by folding by more and more.
 * Works from a generated table for Latin, Greek, Cyrillic and general
 * punctuation, and for the rest from the normal forms of characters (normal.h).
 */
#ifndef AL_FOLD_H
#define AL_FOLD_H

#include "base/memory.h"

typedef enum al_fold {
    AL_FOLD_TYPOGRAPHY = 1 << 0,
    AL_FOLD_CASE = 1 << 1,
    AL_FOLD_ACCENTS = 1 << 2,
    AL_FOLD_EDGES = 1 << 3 /* punctuation at both ends of the word removed, such as _ or (in space
                              mode) a comma, unless nothing would be left */
} al_fold;

#define AL_FOLD_EVERYTHING (AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES)

/* Bytes from which on nothing folds: that is no word, and folding it would cost its room. */
#define AL_LONGEST_FOLDED 4096

/*
 * Fold `length` bytes by the bits of `folds` into `out`, which has room for
 * `capacity` bytes (4 * length + 16 is always enough). Returns the length.
 * Invalid bytes are copied. Never fails.
 */
size_t al_fold_word(const char *bytes, size_t length, uint32_t folds, char *out, size_t capacity);

#endif
