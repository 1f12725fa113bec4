/* SPDX-License-Identifier: Apache-2.0 */
/* The words that the alignment leaves open, as stems: what is searched for rewording. */
#ifndef AL_OPEN_WORDS_H
#define AL_OPEN_WORDS_H

#include "base/must_check.h"
#include "compare/stretch_language.h"
#include "language/stem_map.h"
#include "match/alignment.h"

/* The open words of both sides in a row; a closed one stands where some were left out. */
typedef struct al_open_words {
    void *room;         /* what the arrays stand in; NULL: there are none */
    uint32_t *words[2]; /* the word of the side that each stands for */
    uint32_t *stems[2];
    uint8_t *breaks[2]; /* one more than words */
    uint8_t *closed[2];
    uint32_t n[2];
    al_stem_map numbers; /* the stems, with their shares */
    bool known_language;
} al_open_words;

/*
 * Take the words of either side that `taken` does not mark, a byte a word; stretches that are too
 * short are marked there. On failure nothing is left to release. `languages` is made for the sides.
 */
AL_MUST_CHECK almost_status al_open_words_take(const al_sides *sides,
                                               al_stretch_languages *languages,
                                               uint8_t *const taken[2], al_open_words *out,
                                               almost_error *error);
/*
 * Of each open word of side 1 the open word of side 0 beside which the alignment leads, or the
 * number of these where it leads behind them all; the caller's to release. NULL when memory ends.
 */
uint32_t *al_open_words_line(const al_open_words *open, const al_alignment *alignment);

void al_open_words_release(const almost_allocator *allocator, al_open_words *open);

#endif
