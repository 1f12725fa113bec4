/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which changes are to be made. A passage moves as one: naming one of its
 * moved runs in `only` or `except` names them all, and edits inside are chosen
 * on their own, wherever the passage then stands.
 */
#ifndef AL_CHOOSE_H
#define AL_CHOOSE_H

#include "apply/patch.h"
#include "base/must_check.h"

/* Bits of what becomes of a change. */
enum {
    AL_CHOSEN = 1, /* it is made */
    AL_MOVES = 2,  /* it lies in a passage that moves */
    AL_RESTS = 4   /* it lies in a passage that could move and does not */
};

typedef struct al_choice {
    uint8_t *states; /* one a change */
    bool all;        /* nothing was picked or left out: the outcome is the other text */
} al_choice;

/* Errors: ARGUMENT with the id that the patch does not have, MEMORY. */
AL_MUST_CHECK almost_status al_choose(const almost_patch *patch,
                                      const almost_apply_options *options,
                                      const almost_allocator *allocator, al_choice *choice,
                                      almost_error *error);

void al_choice_release(al_choice *choice, const almost_allocator *allocator);

#endif
