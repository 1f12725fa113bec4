/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best row through candidates, one a step, where a step's score depends on the two steps before
 * it (A. Viterbi, Error bounds for convolutional codes, IEEE Trans. Inf. Theory 13, 1967), and for
 * every candidate the best row through it, from both directions.
 */
#ifndef AL_SPEECH_LATTICE_H
#define AL_SPEECH_LATTICE_H

#include "base/memory.h"

enum { AL_SPEECH_CANDIDATES = 9, AL_SPEECH_SCENE_TURNS = 512 };

typedef struct al_speech_candidate {
    uint32_t who;
    float score;
} al_speech_candidate;

typedef struct al_speech_step {
    al_speech_candidate list[AL_SPEECH_CANDIDATES];
    uint32_t n;
    float same;  /* added where the one before is the same */
    float again; /* added where the one before that is */
} al_speech_step;

typedef struct al_speech_lattice al_speech_lattice;

/* Room for AL_SPEECH_SCENE_TURNS steps. NULL when memory ends. */
al_speech_lattice *al_speech_lattice_new(const almost_allocator *allocator);
void al_speech_lattice_free(const almost_allocator *allocator, al_speech_lattice *lattice);

/* The steps of a row, to be filled before it is solved. */
al_speech_step *al_speech_lattice_steps(al_speech_lattice *lattice);

/*
 * For each of `n` steps the number of the best candidate, and its margin: how much better the best
 * row is than the best one with another candidate there; `alone` where there is no other. A step
 * without candidates is passed over, and gets AL_SPEECH_CANDIDATES.
 */
void al_speech_lattice_solve(al_speech_lattice *lattice, size_t n, float alone, uint32_t *best,
                             float *margins);

#endif
