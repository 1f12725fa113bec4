/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the stages of one comparison share while it is made.
 *
 * The two sides stand in an order of their own, by content, so that comparing
 * (a, b) and (b, a) does the same work; `original` and `telling` say which
 * side is which, and only what is listed in the answer is turned.
 */
#ifndef AL_COMPARING_H
#define AL_COMPARING_H

#include "compare/comparison.h"
#include "language/lexicon.h"
#include "meaning/touches.h"
#include "match/pair.h"
#include "compare/common_runs.h"
#include "base/must_check.h"

/* A passage by its words on either side. Listed in the telling's order. */
typedef struct al_passage {
    al_range words[2];
    uint32_t kept[2]; /* words that have a partner */
    double bits;
    bool moved;
    bool reworded;  /* found by its stems */
    bool in_order;  /* half of the words of a reworded one stand in order all the same */
    bool summary;   /* one side tells the other shortly; no words are aligned */
    int short_side; /* of a summary */
} al_passage;

typedef struct al_comparing {
    const almost_allocator *allocator;
    const almost_environment *environment;
    uint32_t ignore; /* almost_ignore bits */
    uint32_t folds;  /* al_fold bits of the forms */
    bool exact;
    bool minimal;
    almost_words words;
    double min_bits;
    double expected; /* 0: the default */
    bool one_kind;
    const char *language;
    const al_language *guessed; /* from short texts, while they are prepared; or NULL */
    const almost_text *texts[2];
    al_slice slices[2]; /* of the texts: what is compared */
    int original;       /* which side is the original, 0 or 1 */
    int telling;
    const al_word_list *lists[2]; /* both texts, cut before; or NULL */
    const al_survey *surveys[2];  /* of these lists; or NULL */
    al_merge merge;               /* where what stands in the second list went */
    al_forms *forms;
    al_side sides[2];
    al_common_run *runs; /* bytes that the texts have in common */
    size_t n_runs;
    uint32_t *folded[2]; /* the fold of each word */
    float *bits;         /* of each fold */
    uint8_t *function;   /* of each fold: a function word of the language; NULL: not known */
    al_alignment alignment;
    al_toucher *toucher;
    uint8_t *claimed[2]; /* words of passages found in another way, a byte each; NULL: none */
    al_passage *passages;
    size_t n_passages;
    size_t passages_capacity;
    almost_comparison *comparison;
} al_comparing;

/* How the two sides are to be matched (compare.c). */
al_match_options al_comparing_match_options(const al_comparing *work);

/* Cut both texts into words and number them (sides.c). */
AL_MUST_CHECK almost_status al_sides_prepare(al_comparing *work, almost_error *error);

/* Words in two spellings of one number become partners (spelt_numbers.c). */
AL_MUST_CHECK almost_status al_numbers_pair(al_comparing *work, almost_error *error);

/* Neighbours that white space parts on one side only become one pair (spacing.c). */
void al_spacing_pair(al_comparing *work);

/*
 * Group what is aligned into passages, none of which crosses claimed words, and
 * let go of what chance would have made (passages.c). The list is made anew.
 */
AL_MUST_CHECK almost_status al_passages_find(al_comparing *work, almost_error *error);

/* Let go of the words of a passage, which is to be none. */
void al_passage_let_go(al_comparing *work, const al_passage *passage);

/* The words of a passage, without those of moved passages that stand between them. */
uint32_t al_passage_own_words(const al_comparing *work, int side, const al_passage *passage);

/* Put the passages into the telling's order. */
void al_passages_sort(al_comparing *work);

/* From alignment to changes that cover both texts (changes.c). */
AL_MUST_CHECK almost_status al_changes_derive(al_comparing *work, almost_error *error);

/* Negations that one change of a clause takes and another gives back (settle.c). */
void al_changes_settle(al_comparing *work);

/* Mark what stands against a summary, and is not to be judged word by word (summed.c). */
AL_MUST_CHECK almost_status al_changes_mark_summed(al_comparing *work, almost_error *error);

/* Shares, ending and answer (verdict.c). */
void al_verdict_reach(al_comparing *work);

#endif
