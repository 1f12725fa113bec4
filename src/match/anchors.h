/* SPDX-License-Identifier: Apache-2.0 */
/* Anchors: runs of words that stand alike on both sides, and how they are found and ordered. */
#ifndef AL_ANCHORS_H
#define AL_ANCHORS_H

#include "base/must_check.h"
#include "match/pair.h"

typedef struct al_anchor {
    uint32_t start[2];
    uint32_t length;
    float bits;
} al_anchor;

typedef struct al_anchors {
    al_anchor *items;
    size_t n;
    size_t capacity;
} al_anchors;

/* Add one at the end; false when memory ends. */
bool al_anchors_add(al_anchors *anchors, const almost_allocator *allocator, al_anchor anchor);

/* Add `more` to `anchors`, both ordered by side 1, keeping that order. */
bool al_anchors_merge(al_anchors *anchors, const almost_allocator *allocator,
                      const al_anchors *more);

/* What the words of a run are worth. */
float al_run_bits(const al_pair *pair, uint32_t start, uint32_t length);

/* Extend an anchor both ways to the longest equal run inside `within`, and say what it is worth. */
void al_anchor_extend(const al_pair *pair, al_words_range within, al_anchor *anchor);

/*
 * What it costs, in bits, to go from one anchor to a later one; more than
 * AL_FAR when the second does not follow the first on both sides.
 */
#define AL_FAR 60.F /* a gap this dear parts two chains, two moves, two passages */
float al_anchor_distance(const al_anchor *from, const al_anchor *to);

/*
 * Seeds of long texts: maximal runs around four words that stand once in side 0,
 * in the order of side 1. Only one k-gram in four is looked at, the same on both
 * sides, which finds any run of some twenty words and most shorter ones.
 * *repeats: whether side 0 repeats itself, so that there are few of them (ranked.h).
 */
AL_MUST_CHECK almost_status al_seeds_find(const al_pair *pair, const almost_allocator *allocator,
                                          al_anchors *out, bool *repeats, almost_error *error);

/*
 * Long runs that both sides have in step; none when they are less than half of
 * either side. Linear. (in_step.c)
 */
AL_MUST_CHECK almost_status al_in_step_find(const al_pair *pair, const almost_allocator *allocator,
                                            al_anchors *out, almost_error *error);

#define AL_LEAST_ANCHOR 12.F /* bits; of less, chance has many */

/*
 * Chain anchors, best chain first, and let each claim its words: what remains
 * overlaps on neither side, each worth at least AL_LEAST_ANCHOR, ordered by side 1.
 * `taken`: words that are claimed already, a byte a word and side; updated.
 */
AL_MUST_CHECK almost_status al_anchors_claim(const al_pair *pair, const almost_allocator *allocator,
                                             uint8_t *const taken[2], al_anchors *anchors,
                                             almost_error *error);

/* Anchors start to end of an array: a line that ascends on both sides. */
typedef struct al_line {
    size_t start;
    size_t end;
} al_line;

/* The main line, and then each moved passage. */
typedef struct al_lines {
    al_line *items;
    size_t n;
    bool contested; /* the main line holds less than 97 % of the bits */
} al_lines;

/*
 * Order anchors (disjoint on both sides) into the main line and moved
 * passages, and drop those that are neither. On success `anchors` holds the
 * main line first and then each move, and out->items, the caller's to release,
 * says where. `least_move`: bits that a moved passage must be worth.
 */
AL_MUST_CHECK almost_status al_anchors_order(const almost_allocator *allocator, float least_move,
                                             al_anchors *anchors, al_lines *out,
                                             almost_error *error);

/* For assertions: anchors ascend on side 1, and no two share a word there. Linear. */
bool al_anchors_ascend(const al_anchors *anchors);

/* Tell each, as what it is, of a stage. */
void al_anchors_trace(const al_pair *pair, const char *stage, const char *what,
                      const al_anchors *anchors);

/* Tell one line. */
void al_line_trace(const al_pair *pair, const char *what, const al_anchor *anchors, size_t n);

/* The words from the first of so many anchors in line to the end of the last. */
al_words_range al_anchors_range(const al_anchor *anchors, size_t n);

#endif
