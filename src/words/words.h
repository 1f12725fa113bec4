/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where words are, by UAX #29 (Unicode text segmentation): of its segments,
 * those that hold a letter, a digit, an ideograph or a symbol such as an emoji.
 * Or, in space mode, what white space separates.
 *
 * A scanner hands out words in batches, in order. ASCII is classified 64 bytes
 * at a time with bit masks; letters and punctuation of Latin, Greek, Cyrillic,
 * Hebrew and Arabic through a small generated table; all else by ICU, which is
 * loaded when it is first needed, or by what stands in its place (segmenter.h). The three agree:
 * tests/unit/words_test.c.
 */
#ifndef AL_WORDS_H
#define AL_WORDS_H

#include "base/must_check.h"
#include "words/slice.h"

/* One word: bytes start to end of the decoded text. What stands between two words is
   punctuation and white space. */
typedef struct al_word_span {
    uint32_t start;
    uint32_t end;
} al_word_span;

typedef struct al_word_scanner al_word_scanner;

/*
 * The words of a slice from byte `start` (its start, or a byte after ASCII white space) to byte
 * `end` (likewise, or its end). The scanner is the caller's to free.
 */
AL_MUST_CHECK almost_status al_word_scanner_new(const al_slice *slice, almost_words words,
                                                uint32_t start, uint32_t end, al_word_scanner **out,
                                                almost_error *error);

/* Up to `capacity` (at least 64) further words; *count is 0 at the end. */
AL_MUST_CHECK almost_status al_word_scanner_next(al_word_scanner *scanner, al_word_span *words,
                                                 size_t capacity, size_t *count,
                                                 almost_error *error);

void al_word_scanner_free(al_word_scanner *scanner);

#endif
