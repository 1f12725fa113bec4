/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is told in other words, among the passages of a comparison: the words
 * that the alignment leaves open are searched by their stems, what is found
 * becomes a passage and is aligned by itself, and what no longer stands is let go.
 */
#ifndef AL_REWORDING_H
#define AL_REWORDING_H

#include "compare/comparing.h"
#include "reword/reword.h"
#include "language/stem_map.h"
#include "base/must_check.h"

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
 * Take the words of either side that `taken` does not mark, a byte a word. On
 * failure nothing is left to release. (open_words.c)
 */
AL_MUST_CHECK almost_status al_open_words_take(const al_comparing *work, uint8_t *const taken[2],
                                               al_open_words *out, almost_error *error);
void al_open_words_release(const almost_allocator *allocator, al_open_words *open);

/*
 * Align the words of a passage anew, by their stems (`stems` begins with its
 * first word), apart from all others. They have no partners before; those that
 * are kept are counted. (realign.c)
 */
AL_MUST_CHECK almost_status al_realign(al_comparing *work, const uint32_t *const stems[2],
                                       al_passage *passage, almost_error *error);

/* Find what is reworded and make one list of all passages. (rewording.c) */
AL_MUST_CHECK almost_status al_rewording_find(al_comparing *work, almost_error *error);

#endif
