/* SPDX-License-Identifier: Apache-2.0 */
/* The outcome of matching: which word of the one text is which word of the other. */
#ifndef AL_ALIGNMENT_H
#define AL_ALIGNMENT_H

#include "base/memory.h"
#include "base/range.h"

#define AL_NONE UINT32_MAX

/* What is said of a word beside its partner. */
typedef enum al_word_state {
    AL_RESPELT = 1 << 0,     /* its partner has other letters */
    AL_JOINED = 1 << 1,      /* one word against two or more: the partner is the first of them */
    AL_OUT_OF_LINE = 1 << 2, /* in a moved passage */
    AL_DISPLACED = 1 << 3,   /* out of the order of its own passage */
    AL_INFLECTED = 1 << 4,   /* its partner has the same stem only: another form of the word */
    AL_REPLACED = 1 << 5,    /* its partner is another word, which stands in its place */
    AL_ELSEWHERE = AL_OUT_OF_LINE | AL_DISPLACED,
    AL_CHANGED = AL_INFLECTED | AL_REPLACED /* told as words that differ */
} al_word_state;

/*
 * partner[s][i] is the word of the other side that word i of side s is, or
 * AL_NONE. Partners of words without AL_JOINED are mutual. Those that have it
 * stand side by side, with one partner: the first of those over there.
 */
typedef struct al_alignment {
    const almost_allocator *allocator;
    uint32_t n[2]; /* words of either side */
    uint32_t *partner[2];
    uint8_t *state[2];
    al_words_range *moves; /* moved units, in the order of side 0; disjoint on either side */
    size_t n_moves;
    size_t moves_capacity;
    al_words_range *approximations;
    size_t n_approximations;
    size_t approximations_capacity;
} al_alignment;

/* No word has a partner. False when memory ends; then nothing is left to release. */
bool al_alignment_init(al_alignment *alignment, const uint32_t n[2],
                       const almost_allocator *allocator);
void al_alignment_release(al_alignment *alignment);

/* Note that `range` could perhaps be aligned better. False when memory ends. */
bool al_alignment_approximate(al_alignment *alignment, al_words_range range);

/* Let go of some words of a side. Those over there still have theirs, until the next is called. */
void al_alignment_let_go(al_alignment *alignment, int side, al_range words);

/* Let go of the words whose partner was let go. Linear. */
void al_alignment_mend(al_alignment *alignment);

/*
 * In how many runs some words of a side have partners that follow one another, or about as many:
 * for room. Linear.
 */
uint32_t al_alignment_runs(const al_alignment *alignment, int side, al_range words);

/*
 * Where the words of a pair end on one side, of which word i is the first one
 * there: behind it, or behind all that are joined with it. No farther than `end`.
 */
static inline uint32_t al_pair_end(const al_alignment *alignment, int side, uint32_t i,
                                   uint32_t end)
{
    const uint32_t *partner = alignment->partner[side];
    const uint8_t *state = alignment->state[side];
    uint32_t behind = i + 1;
    if (state[i] & AL_JOINED)
        while (behind < end && state[behind] & AL_JOINED && partner[behind] == partner[i])
            behind++;
    return behind;
}

/*
 * How many of some words do not stand in a moved passage. In rows that a byte can count, so that
 * many are at once.
 */
static inline uint32_t al_words_in_line(const uint8_t *state, uint32_t n)
{
    uint32_t in_line = 0;
    for (uint32_t left = n, row; left > 0; left -= row, state += row) {
        row = left < UINT8_MAX ? left : UINT8_MAX;
        uint8_t counted = 0;
        for (uint32_t i = 0; i < row; i++)
            counted += (state[i] & AL_OUT_OF_LINE) == 0;
        in_line += counted;
    }
    return in_line;
}

/*
 * For assertions: every partner exists and, where it is not joined, is mutual;
 * moves ascend on side 0 and hold words of both sides. Linear.
 */
bool al_alignment_holds(const al_alignment *alignment);

#endif
