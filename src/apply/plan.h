/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where everything stands when only some of the changes are made. What does
 * not move keeps the order of the given text. What moves, and what is new,
 * hangs behind its predecessor in the other text: the last change before it,
 * in the other text's order, that is there in both texts and does not rest
 * out of order. doc/patch-format.md, "Applying some of the changes".
 */
#ifndef AL_PLAN_H
#define AL_PLAN_H

#include "apply/choose.h"
#include "base/must_check.h"

#define AL_NOWHERE SIZE_MAX

typedef struct al_plan {
    size_t *first; /* of what hangs behind a change; [n_changes]: at the very beginning */
    size_t *next;  /* behind the same change */
    uint8_t *hangs;
} al_plan;

/* `given` is the side that the text in hand has. False when out of memory. */
AL_MUST_CHECK bool al_plan_make(const almost_patch *patch, const al_choice *choice, int given,
                                const almost_allocator *allocator, al_plan *plan);

void al_plan_release(al_plan *plan, const almost_allocator *allocator);

#endif
