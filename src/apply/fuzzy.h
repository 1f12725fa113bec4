/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Applying to a text that is not the one that was compared, but close to it:
 * an edited version. The place of each change is found by the text next to it.
 */
#ifndef AL_FUZZY_H
#define AL_FUZZY_H

#include "base/must_check.h"
#include "apply/choose.h"
#include "apply/outcome.h"

typedef struct al_unplaced {
    void (*report)(void *context, uint64_t id, const char *text, size_t length); /* or NULL */
    void *context;
} al_unplaced;

/* What is to be done; all of it is borrowed. */
typedef struct al_fuzzy_task {
    const almost_patch *patch;
    const almost_text *text; /* an edited version of the patch's text of side `given` */
    int given;
    const almost_allocator *allocator;
    al_choice *choice;
    al_outcome *outcome;
    al_unplaced unplaced;
} al_fuzzy_task;

/*
 * Make the chosen changes that find their place, and put the outcome. What
 * found none is reported in the given order, and loses AL_CHOSEN in the choice.
 * Errors: MEMORY.
 */
AL_MUST_CHECK almost_status al_fuzzy_apply(const al_fuzzy_task *task, almost_error *error);

#endif
