/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One alignment of a quotation with all windows at once: they stand side by side in the order of
 * the row, and the best path goes through the quotation word by word, skips words of the sources,
 * and may jump anywhere. What a step costs is what it would take to name it, in bits; an ellipsis
 * and a bracket make skipping cheap where they stand. Time and memory are linear in the words of
 * the quotation: long ones go through windows of their own, AL_PLACES_CHUNK words at a time.
 */
#ifndef AL_PATH_H
#define AL_PATH_H

#include "quote/places.h"

#define AL_NO_PLACE UINT32_MAX

enum { AL_PATH_NEAR_MOST = 1024 };

/* How a word of the quotation comes to its place. */
typedef enum al_step {
    AL_STEP_NONE = 0, /* it has none */
    AL_STEP_MATCH = 1,
    AL_STEP_LIKE = 2, /* like letters */
    AL_STEP_JOIN = 3, /* it and a neighbour are one word of the source */
    AL_STEP_SPLIT = 4 /* it is two words of the source */
} al_step;

typedef struct al_step_taken {
    uint32_t place; /* in the row of words */
    uint8_t step;
    bool jumped; /* there, from elsewhere */
    float bits;  /* gained */
} al_step_taken;

/* Costs in bits: doc/method.md says where they come from. */
#define AL_COST_UNEXPLAINED 10.F
#define AL_COST_JUMP 32.F

typedef struct al_path {
    const almost_allocator *allocator;
    al_step_taken *steps; /* of each word of the quotation */
    size_t room;
    uint32_t n;
    float score;
} al_path;

/* The best path of a quotation within some words of the row. False when memory ends. */
AL_MUST_CHECK bool al_path_find(al_path *path, al_places *places, const al_sources *sources,
                                const al_quoted *quoted, al_range within);

/*
 * The best path within some words of the row, one source's and no more than AL_PATH_NEAR_MOST, each
 * of which is looked at: short and common words are found, too. False when memory ends.
 */
AL_MUST_CHECK bool al_path_near(al_path *path, al_places *places, const al_sources *sources,
                                const al_quoted *quoted, al_range within);

/* The path whose words all stand in a row from `place` on. False when memory ends. */
AL_MUST_CHECK bool al_path_straight(al_path *path, const al_quoted *quoted, uint32_t place,
                                    const almost_allocator *allocator);
void al_path_release(al_path *path);

/* What skipping costs before word i of the quotation: once, and for each word. */
typedef struct al_skip_cost {
    float once;
    float each;
} al_skip_cost;
al_skip_cost al_skip_cost_before(const al_quoted *quoted, uint32_t i);

#endif
