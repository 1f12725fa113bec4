/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where everything stands when only some changes are made: one pass in the other
 * text's order hangs what moves or is new behind the last change that stays, as
 * lists by index, and walking the given order then gives the outcome. Linear.
 */
#include "apply/plan.h"

#include <assert.h>
#include <string.h>

typedef struct planner {
    const almost_patch *patch;
    const al_choice *choice;
    int given;
    size_t *ranks; /* of each change in the given order */
} planner;

static bool is_empty(const planner *planner, size_t change, int side)
{
    const almost_span *span = &planner->patch->changes[change].spans[side];
    return span->start == span->end;
}

/* What is new hangs, unless it belongs to a passage that rests where it was given. */
static bool hangs(const planner *planner, size_t change)
{
    uint8_t state = planner->choice->states[change];
    if (state & AL_MOVES)
        return true;
    return (state & AL_CHOSEN) && !(state & AL_RESTS) && is_empty(planner, change, planner->given);
}

/* Text of both sides can carry what follows it; so can text of one next to such text. */
static bool carries(const planner *planner, size_t change, size_t carrier)
{
    if (planner->choice->states[change] & AL_RESTS)
        return false;
    if (!is_empty(planner, change, planner->given) && !is_empty(planner, change, !planner->given))
        return true;
    assert(carrier <= planner->patch->n_changes);
    size_t rank = carrier == planner->patch->n_changes ? 0 : planner->ranks[carrier] + 1;
    return planner->ranks[change] == rank;
}

static void hang_all(const planner *planner, al_plan *plan)
{
    size_t count = planner->patch->n_changes, carrier = count, last = AL_NOWHERE;
    plan->first[count] = AL_NOWHERE;
    for (size_t i = 0; i < count; i++)
        plan->first[i] = plan->next[i] = AL_NOWHERE;
    for (size_t rank = 0; rank < count; rank++) {
        size_t change = al_patch_in_order(planner->patch, !planner->given, rank);
        plan->hangs[change] = hangs(planner, change);
        if (plan->hangs[change]) {
            *(last == AL_NOWHERE ? &plan->first[carrier] : &plan->next[last]) = change;
            last = change;
        } else if (carries(planner, change, carrier)) {
            carrier = change;
            last = AL_NOWHERE;
        }
    }
}

bool al_plan_make(const almost_patch *patch, const al_choice *choice, int given,
                  const almost_allocator *allocator, al_plan *plan)
{
    size_t count = patch->n_changes;
    planner planner = {.patch = patch, .choice = choice, .given = given};
    planner.ranks = al_allocate(allocator, count, sizeof *planner.ranks);
    *plan = (al_plan){
        .first = al_allocate(allocator, count + 1, sizeof *plan->first),
        .next = al_allocate(allocator, count, sizeof *plan->next),
        .hangs = al_allocate(allocator, count, 1),
    };
    bool enough =
        planner.ranks != NULL && plan->first != NULL && plan->next != NULL && plan->hangs != NULL;
    if (enough) {
        for (size_t rank = 0; rank < count; rank++)
            planner.ranks[al_patch_in_order(patch, given, rank)] = rank;
        hang_all(&planner, plan);
    } else {
        al_plan_release(plan, allocator);
    }
    al_release(allocator, planner.ranks);
    return enough;
}

void al_plan_release(al_plan *plan, const almost_allocator *allocator)
{
    al_release(allocator, plan->first);
    al_release(allocator, plan->next);
    al_release(allocator, plan->hangs);
    *plan = (al_plan){0};
}
