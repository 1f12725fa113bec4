/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two texts as the matcher sees them: sequences of numbers, what each number
 * is worth in bits, and its letters. Nothing here knows of bytes or formats.
 */
#ifndef AL_PAIR_H
#define AL_PAIR_H

#include "base/memory.h"
#include "base/range.h"
#include "base/must_check.h"
#include "words/forms.h"

#define AL_NONE UINT32_MAX

/* How two texts are to be matched. */
typedef struct al_match_options {
    const almost_allocator *allocator;
    bool minimal;       /* fewest changed words: no moves, no spelling, no coherence */
    bool respell;       /* match words that are spelt in two ways */
    uint64_t max_cells; /* largest gap that is solved exactly in one table */
    int (*progress)(void *context, const char *stage, double share);
    void *progress_context;
} al_match_options;

typedef struct al_pair {
    const uint32_t *words[2]; /* fold numbers */
    uint32_t n[2];
    uint32_t n_folds;
    const float *bits;           /* of each fold */
    const al_letters *letters;   /* of each fold; NULL when nothing is respelt */
    al_vocable *const *vocables; /* the same; NULL where there is no vocabulary */
} al_pair;

/* What is said of a word beside its partner. */
typedef enum al_word_state {
    AL_RESPELT = 1 << 0,     /* its partner has other letters */
    AL_JOINED = 1 << 1,      /* one word against two or more: the partner is the first of them */
    AL_OUT_OF_LINE = 1 << 2, /* in a moved passage */
    AL_DISPLACED = 1 << 3,   /* out of the order of its own passage */
    AL_INFLECTED = 1 << 4,   /* its partner has the same stem only: another form of the word */
    AL_ELSEWHERE = AL_OUT_OF_LINE | AL_DISPLACED
} al_word_state;

/*
 * The outcome. partner[s][i] is the word of the other side that word i of side
 * s is, or AL_NONE. Partners of words without AL_JOINED are mutual.
 */
typedef struct al_alignment {
    const almost_allocator *allocator;
    uint32_t *partner[2];
    uint8_t *state[2];
    al_words_range *moves; /* moved units, in the order of side 0; disjoint on either side */
    size_t n_moves;
    size_t moves_capacity;
    al_words_range *approximations;
    size_t n_approximations;
    size_t approximations_capacity;
} al_alignment;

/*
 * Match the two sides. Time O(n log n), memory O(n) beside one table of
 * options->max_cells bits. On success the alignment is filled and the caller's
 * to release; on failure it is untouched. MEMORY or CANCELLED.
 */
AL_MUST_CHECK almost_status al_match(const al_pair *pair, const al_match_options *options,
                                     al_alignment *out, almost_error *error);

/* Note that `range` could perhaps be aligned better. False when memory ends. */
AL_MUST_CHECK bool al_alignment_approximate(al_alignment *alignment, al_words_range range);

void al_alignment_release(al_alignment *alignment);

#endif
