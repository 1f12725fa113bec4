/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle: what the library computes by clever means, computed by plain
 * ones, for the small texts of pairs.c only. Shares no code with the library.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "almost/almost.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct reference_word {
    const char *bytes;
    size_t length;
} reference_word;

/* The words of a text, up to `capacity`; letters, digits and apostrophes between letters, or what
   white space separates. */
size_t reference_words(const char *bytes, size_t length, almost_words words, reference_word *list,
                       size_t capacity);

/* Length of the longest common subsequence, by the quadratic table; words equal to the byte. */
size_t reference_lcs(const reference_word *a, size_t n, const reference_word *b, size_t m);

/*
 * The text without what `ignore` lets differ (layout, typography, case, punctuation, accents),
 * into `out`, which has room for 4 * length + 1 bytes; returns the length. Two texts are the same
 * under these options when the outcomes are equal.
 */
size_t reference_plain(const char *bytes, size_t length, almost_words words, uint32_t ignore,
                       char *out);

#endif
