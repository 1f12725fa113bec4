/* SPDX-License-Identifier: Apache-2.0 */
/* What was found between two texts: verdict, statistics, passages, changes. */
#ifndef ALMOST_COMPARISON_H
#define ALMOST_COMPARISON_H

#include <almost/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- What was found ---------------------------------------------------- */

/* All that was found between two texts. Opaque, immutable. */
typedef struct almost_comparison almost_comparison;

/* Release a comparison. Its texts stay. */
ALMOST_PUBLIC void almost_comparison_free(almost_comparison *comparison);

/* Is that what happened? */
typedef enum almost_answer {
    ALMOST_YES = 0,    /* nothing differs that the options do not ignore */
    ALMOST_ALMOST = 1, /* the same account, with differences */
    ALMOST_PARTLY = 2, /* a good part is missing, added or in another order */
    ALMOST_NO = 3      /* the two have hardly anything in common */
} almost_answer;

/* The name of an answer, such as "partly". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_answer_name(almost_answer answer);

/* The verdict and the shares behind it. doc/method.md has the thresholds. */
typedef struct almost_verdict {
    almost_answer answer;
    double kept;     /* share of the original's words that are there in some wording: that lie in
                        passages, as they were or changed */
    double told;     /* share of the telling's words that come from the original in some wording */
    double order;    /* share of the kept words that stand in the heaviest chain in order */
    int same_ending; /* whether the two end alike */
    uint64_t original_parting; /* byte after which nothing of the original is in the telling */
    uint64_t telling_parting;  /* byte after which nothing of the telling is in the original */
    double summed;             /* share of the original's words that are told in a summary only */
    double kept_verbatim;      /* share of the original's words that are there word for word, to the
                                  options, in their place or moved; no more than `kept` */
    double told_verbatim;      /* the same of the telling's words; no more than `told` */
} almost_verdict;

/* Borrowed. */
ALMOST_PUBLIC const almost_verdict *almost_comparison_verdict(const almost_comparison *comparison);

/* The verdict as a person would say it, in one sentence. Borrowed. */
ALMOST_PUBLIC const char *almost_comparison_sentence(const almost_comparison *comparison);

/* Words by what became of them. A word split in two counts as it stands on its side. */
typedef struct almost_statistics {
    uint64_t original_words;
    uint64_t telling_words;
    uint64_t same;               /* words kept in order, to the options; of the original */
    uint64_t moved;              /* words kept in moved passages; of the original */
    uint64_t respelt;            /* words kept with other letters; of the original */
    uint64_t missing;            /* words in changes of kind missing */
    uint64_t added;              /* words in changes of kind added */
    uint64_t different_original; /* words in other changes of kind different */
    uint64_t different_telling;
    uint64_t changes;      /* changes other than same and moved */
    uint64_t touching[32]; /* changes that touch each almost_touch, by bit number */
    uint64_t renumbered;   /* items, kept, that another number or letter stands before */
    uint64_t relabelled;   /* the same with the number written another way, new or missing */
} almost_statistics;

/* Borrowed. */
ALMOST_PUBLIC const almost_statistics *
almost_comparison_statistics(const almost_comparison *comparison);

/*
 * A maximal stretch of related text on both sides, as a reader would mark it:
 * with the marks that touch its words, without white space. (A change has all
 * that follows its last word.) The span of one on the main line may enclose a
 * moved one, whose words are not its own.
 */
typedef enum almost_passage_kind {
    ALMOST_PASSAGE_SAME = 0,     /* nothing differs that the options do not ignore */
    ALMOST_PASSAGE_ALTERED = 1,  /* the words stand in order, with changes between them */
    ALMOST_PASSAGE_REWORDED = 2, /* the order is broken, or most words are replaced */
    ALMOST_PASSAGE_SUMMARY = 3   /* a short stretch of the one side tells a long one of the other */
} almost_passage_kind;

/* The name of a kind of passage, such as "altered". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_passage_kind_name(almost_passage_kind kind);

typedef struct almost_passage {
    uint32_t id; /* 1-based, in the order of the telling */
    almost_passage_kind kind;
    int moved; /* whether it stands out of the order of the others */
    almost_span original;
    almost_span telling;
    double likeness; /* share of the words of both sides that are kept, 0 to 1 */
    double bits;     /* how much the kept words say */
    double expected; /* how many such passages two unrelated texts of these lengths have */
} almost_passage;

/* How many passages there are. */
ALMOST_PUBLIC size_t almost_comparison_passages(const almost_comparison *comparison);

/* Passage number `index`, from 0. NULL when there is none. Borrowed. */
ALMOST_PUBLIC const almost_passage *almost_comparison_passage(const almost_comparison *comparison,
                                                              size_t index);

/*
 * A number, a number of a unit, or a name in the short side of a summary that the other text has
 * nowhere, in whatever form. Nothing else of a summary is judged.
 */
typedef struct almost_claim {
    uint32_t passage; /* the summary's id */
    uint32_t touches; /* almost_touch bits */
    int telling;      /* whether it stands in the telling; else in the original */
    almost_span span;
} almost_claim;

/* How many claims of summaries have no source. */
ALMOST_PUBLIC size_t almost_comparison_claims(const almost_comparison *comparison);

/* Claim number `index`, from 0. NULL when there is none. Borrowed. */
ALMOST_PUBLIC const almost_claim *almost_comparison_claim(const almost_comparison *comparison,
                                                          size_t index);

typedef enum almost_change_kind {
    ALMOST_SAME = 0,
    ALMOST_DIFFERENT = 1,
    ALMOST_ADDED = 2,
    ALMOST_MISSING = 3,
    ALMOST_MOVED = 4
} almost_change_kind;

/* The name of a kind of change, such as "missing". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_change_kind_name(almost_change_kind kind);

/*
 * What a change touches, loudest first, which is the order that lists and
 * almost_touch_at() have. The bits are pinned in the order in which they came.
 */
typedef enum almost_touch {
    ALMOST_TOUCHES_NEGATION = 1 << 0,
    ALMOST_TOUCHES_NUMBER = 1 << 1,
    ALMOST_TOUCHES_NAME = 1 << 2,
    ALMOST_TOUCHES_MODAL = 1 << 3,
    ALMOST_TOUCHES_SPEAKER = 1 << 4,
    ALMOST_TOUCHES_UNIT = 1 << 10,      /* units of measure, currencies */
    ALMOST_TOUCHES_QUANTITY = 1 << 11,  /* all, some, at least */
    ALMOST_TOUCHES_OPPOSITE = 1 << 12,  /* a word and its opposite */
    ALMOST_TOUCHES_CONDITION = 1 << 13, /* if, unless, because */
    ALMOST_TOUCHES_HEDGE = 1 << 14,     /* allegedly, about */
    ALMOST_TOUCHES_ROLE = 1 << 15,      /* who does what to whom */
    ALMOST_TOUCHES_WORDING = 1 << 5,
    ALMOST_TOUCHES_SPELLING = 1 << 6,
    ALMOST_TOUCHES_PUNCTUATION = 1 << 7,
    ALMOST_TOUCHES_CASE = 1 << 8,
    ALMOST_TOUCHES_SPACING = 1 << 9
} almost_touch;

/* The name of a touch bit, such as "negation". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_touch_name(almost_touch touch);

/* The touch bit that is number `rank` in loudness, from 0. 0 behind the last. */
ALMOST_PUBLIC uint32_t almost_touch_at(size_t rank);

/*
 * One piece of the comparison. All changes together cover both texts without
 * gap or overlap. Where a side has nothing, its span is empty and stands where
 * the text would have been.
 */
typedef struct almost_change {
    uint64_t id;      /* 1-based, in the order of the telling */
    uint32_t passage; /* the passage it lies in, or 0 */
    almost_change_kind kind;
    uint32_t touches; /* almost_touch bits; 0 for same and moved */
    almost_span original;
    almost_span telling;
    double weight;  /* how much it matters to a reader: above 1 what touches the meaning, below
                       what does not; 0 for same and moved. For ranking, and for nothing else */
    uint64_t group; /* changes that are one to a reader have the same, from 1; 0: it stands alone */
    int label;      /* all that differs is the number or letter of an item, a line, a page */
} almost_change;

/* How many changes there are. */
ALMOST_PUBLIC size_t almost_comparison_changes(const almost_comparison *comparison);

/* Fill *change with number `index`, from 0. 0, and nothing filled, when there is none. */
ALMOST_PUBLIC int almost_comparison_change_sized(const almost_comparison *comparison, size_t index,
                                                 almost_change *change, size_t size);

static inline int almost_comparison_change(const almost_comparison *comparison, size_t index,
                                           almost_change *change)
{
    return almost_comparison_change_sized(comparison, index, change, sizeof *change);
}

/*
 * The letters inside one change of kind different: up to `capacity` pieces of
 * kind same, different, added or missing that cover both of its spans, for
 * marking what differs inside a word. Returns how many there are; more than
 * `capacity` means that nothing was written. 0 when out of memory. `size` is
 * that of each piece.
 */
ALMOST_PUBLIC size_t almost_comparison_letters_sized(const almost_comparison *comparison,
                                                     const almost_change *change,
                                                     almost_change *pieces, size_t capacity,
                                                     size_t size);

static inline size_t almost_comparison_letters(const almost_comparison *comparison,
                                               const almost_change *change, almost_change *pieces,
                                               size_t capacity)
{
    return almost_comparison_letters_sized(comparison, change, pieces, capacity, sizeof *pieces);
}

/* A range where a limit made the answer less exact than it could be. */
typedef struct almost_approximation {
    almost_span original;
    almost_span telling;
} almost_approximation;

/* How many such ranges there are. */
ALMOST_PUBLIC size_t almost_comparison_approximations(const almost_comparison *comparison);

/* Range number `index`, from 0. NULL when there is none. Borrowed. */
ALMOST_PUBLIC const almost_approximation *
almost_comparison_approximation(const almost_comparison *comparison, size_t index);

#ifdef __cplusplus
}
#endif

#endif
