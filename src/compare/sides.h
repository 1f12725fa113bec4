/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two texts of a comparison as words, and the words as numbers.
 *
 * They stand in an order of their own, by content, so that comparing (a, b)
 * and (b, a) does the same work. A *side* is one of them, 0 or 1, everywhere
 * in compare and match; `original` and `telling` say which side is which, and
 * only what is listed in the answer is turned. Made once; nothing that comes
 * later changes it.
 */
#ifndef AL_SIDES_H
#define AL_SIDES_H

#include "base/deadline.h"
#include "base/must_check.h"
#include "compare/settings.h"
#include "language/lexicon.h"
#include "match/pair.h"
#include "meaning/survey.h"
#include "words/side.h"
#include "words/word_list.h"

typedef struct al_sides {
    const almost_allocator *allocator;
    al_trace trace;
    al_clock
        *clock; /* by when the comparison is to be done; NULL: there is all the time of the world */
    int original; /* which side is the original, 0 or 1 */
    int telling;
    const al_word_list *lists[2]; /* both texts, cut before; or NULL */
    const al_survey *surveys[2];  /* of these lists; or NULL */
    al_merge merge;               /* where what stands in the second list went */
    al_forms *forms;              /* of both sides */
    al_side side[2];
    uint32_t *folded[2];        /* the fold of each word */
    uint64_t *doubtful[2];      /* a bit for each word that a scanner is not sure of; NULL: none */
    float *bits;                /* of each fold */
    uint8_t *function;          /* of each fold: a function word of the language; NULL: not known */
    const al_language *guessed; /* the language of short texts, where none was asked for; or NULL */
} al_sides;

/*
 * Cut original and telling into words, number them, and say what each is worth. `surveys` have
 * their words, or NULL where they were not cut before. On success *out is the caller's to release.
 */
AL_MUST_CHECK almost_status al_sides_prepare(const al_settings *settings,
                                             const almost_environment *environment,
                                             const al_slice slices[2],
                                             const al_survey *const surveys[2], al_sides *out,
                                             almost_error *error);
void al_sides_release(al_sides *sides);

/* For assertions: words ascend in their text, and each has a number. Linear. */
bool al_sides_hold(const al_sides *sides);

/* What the matcher sees of them. Borrowed. */
al_pair al_sides_pair(const al_sides *sides);

#endif
