/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two texts as the matcher sees them: sequences of numbers, what each number
 * is worth in bits, and its letters. Nothing here knows of bytes or formats.
 */
#ifndef AL_PAIR_H
#define AL_PAIR_H

#include "base/must_check.h"
#include "base/trace.h"
#include "match/alignment.h"
#include "words/forms.h"

/* How two texts are to be matched. */
typedef struct al_match_options {
    const almost_allocator *allocator;
    bool minimal;       /* fewest changed words: no moves, no spelling, no coherence */
    bool respell;       /* match words that are spelt in two ways */
    uint64_t max_cells; /* largest gap that is solved exactly in one table */
    int (*progress)(void *context, const char *stage, double share);
    void *progress_context;
    struct al_clock *clock; /* NULL: there is no deadline */
} al_match_options;

typedef struct al_pair {
    const uint32_t *words[2]; /* fold numbers */
    uint32_t n[2];
    uint32_t n_folds;
    const float *bits;           /* of each fold */
    const al_letters *letters;   /* of each fold; NULL when nothing is respelt */
    al_vocable *const *vocables; /* the same; NULL where there is no vocabulary */
    const uint64_t *doubtful[2]; /* a bit for each word: whoever read it is not sure; NULL: none */
    al_trace trace;              /* where the stages tell what they find */
} al_pair;

static inline bool al_pair_doubtful(const al_pair *pair, int side, uint32_t word)
{
    return pair->doubtful[side] != NULL && pair->doubtful[side][word / 64] >> word % 64 & 1;
}

/*
 * Match the two sides. Time O(n log n), memory O(n) beside one table of
 * options->max_cells bits. On success the alignment is filled and the caller's
 * to release; on failure it is untouched. MEMORY, TIMEOUT or CANCELLED.
 */
AL_MUST_CHECK almost_status al_match(const al_pair *pair, const al_match_options *options,
                                     al_alignment *out, almost_error *error);

#endif
