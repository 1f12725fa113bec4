/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which changes are made: the ids that were asked for and what they touch, and for
 * moved passages one decision each, because half a passage cannot move. Ids and
 * passages are sorted once and found by halving, so that a patch of a million
 * changes of which half are named takes n log n.
 */
#include "apply/choose.h"

#include "apply/order.h"
#include "base/error.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* Ids in rising order. */
typedef struct id_set {
    uint64_t *ids;
    size_t count;
} id_set;

/* The passages that have moved runs, in rising order, and whether they move. */
typedef struct mover {
    uint32_t passage;
    bool moves;
} mover;

typedef struct chooser {
    const almost_patch *patch;
    const almost_apply_options *options;
    const almost_allocator *allocator;
    id_set only;
    id_set except;
    mover *movers;
    size_t n_movers;
    almost_error *error;
} chooser;

static bool id_before(const void *context, size_t left, size_t right)
{
    const uint64_t *ids = context;
    return ids[left] < ids[right];
}

static bool change_before(const void *changes, size_t number, uint64_t id)
{
    return ((const al_patch_change *)changes)[number].id < id;
}

static bool patch_has(const almost_patch *patch, uint64_t id)
{
    size_t at = al_order_find(patch->n_changes, change_before, patch->changes, id);
    return at < patch->n_changes && patch->changes[at].id == id;
}

static bool number_before(const void *ids, size_t number, uint64_t id)
{
    return ((const uint64_t *)ids)[number] < id;
}

static bool set_has(const id_set *set, uint64_t id)
{
    size_t at = al_order_find(set->count, number_before, set->ids, id);
    return at < set->count && set->ids[at] == id;
}

static almost_status make_set(chooser *chooser, const uint64_t *ids, size_t count, id_set *set)
{
    set->ids = al_allocate(chooser->allocator, count, sizeof *set->ids);
    size_t *order = al_allocate(chooser->allocator, count, 2 * sizeof *order);
    almost_status status = ALMOST_OK;
    if (set->ids == NULL || order == NULL)
        status = al_fail_memory(chooser->error);
    for (size_t i = 0; status == ALMOST_OK && i < count; i++) {
        order[i] = i;
        if (!patch_has(chooser->patch, ids[i]))
            status = al_fail(chooser->error, ALMOST_ERROR_ARGUMENT, chooser->patch->name,
                             "there is no change %" PRIu64 " among the %zu: look up its id in the "
                             "patch",
                             ids[i], chooser->patch->n_changes);
    }
    if (status == ALMOST_OK) {
        al_order(order, count, order + count, id_before, ids);
        for (size_t i = 0; i < count; i++)
            set->ids[i] = ids[order[i]];
        set->count = count;
    }
    al_release(chooser->allocator, order);
    return status;
}

/* Whether the options, apart from all that has to do with passages, choose a change. */
static bool is_chosen(const chooser *chooser, const al_patch_change *change)
{
    const almost_apply_options *options = chooser->options;
    if (options->only != NULL && !set_has(&chooser->only, change->id))
        return false;
    if (options->touching != 0 && (change->touches & options->touching) == 0)
        return false;
    return !set_has(&chooser->except, change->id);
}

static bool passage_before(const void *context, size_t left, size_t right)
{
    const al_patch_change *changes = context;
    return changes[left].passage < changes[right].passage;
}

/* A passage moves if one of its moved runs is named, and none is left out. */
static void decide_mover(const chooser *chooser, const size_t *runs, size_t count, mover *mover)
{
    const almost_apply_options *options = chooser->options;
    assert(count > 0 && chooser->patch->changes[runs[0]].passage != 0);
    bool named = options->only == NULL, left_out = options->touching != 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t id = chooser->patch->changes[runs[i]].id;
        named = named || set_has(&chooser->only, id);
        left_out = left_out || set_has(&chooser->except, id);
    }
    *mover = (struct mover){chooser->patch->changes[runs[0]].passage, named && !left_out};
}

static bool find_movers(chooser *chooser)
{
    const almost_patch *patch = chooser->patch;
    size_t count = 0;
    for (size_t i = 0; i < patch->n_changes; i++)
        count += patch->changes[i].kind == ALMOST_MOVED;
    size_t *runs = al_allocate(chooser->allocator, count, 2 * sizeof *runs);
    chooser->movers = al_allocate(chooser->allocator, count, sizeof *chooser->movers);
    if (runs != NULL && chooser->movers != NULL) {
        count = 0;
        for (size_t i = 0; i < patch->n_changes; i++) {
            if (patch->changes[i].kind == ALMOST_MOVED)
                runs[count++] = i;
        }
        al_order(runs, count, runs + count, passage_before, patch->changes);
        for (size_t start = 0, end; start < count; start = end) {
            end = start + 1;
            while (end < count && !passage_before(patch->changes, runs[start], runs[end]))
                end++;
            decide_mover(chooser, runs + start, end - start, &chooser->movers[chooser->n_movers++]);
        }
    }
    bool enough = runs != NULL && chooser->movers != NULL;
    al_release(chooser->allocator, runs);
    return enough;
}

static bool mover_before(const void *movers, size_t number, uint64_t passage)
{
    return ((const mover *)movers)[number].passage < passage;
}

static const mover *mover_of(const chooser *chooser, uint32_t passage)
{
    size_t at = al_order_find(chooser->n_movers, mover_before, chooser->movers, passage);
    bool found = at < chooser->n_movers && chooser->movers[at].passage == passage;
    return found ? &chooser->movers[at] : NULL;
}

static uint8_t state_of(const chooser *chooser, const al_patch_change *change)
{
    const mover *mover = mover_of(chooser, change->passage);
    uint8_t state = mover == NULL ? 0 : mover->moves ? AL_MOVES : AL_RESTS;
    bool chosen = change->kind == ALMOST_MOVED  ? mover != NULL && mover->moves
                  : change->kind == ALMOST_SAME ? false
                                                : is_chosen(chooser, change);
    return chosen ? state | AL_CHOSEN : state;
}

almost_status al_choose(const almost_patch *patch, const almost_apply_options *options,
                        const almost_allocator *allocator, al_choice *choice, almost_error *error)
{
    chooser chooser = {.patch = patch, .options = options, .allocator = allocator, .error = error};
    *choice = (al_choice){.all = options->only == NULL && options->n_except == 0 &&
                                 options->touching == 0};
    almost_status status = make_set(&chooser, options->only,
                                    options->only != NULL ? options->n_only : 0, &chooser.only);
    if (status == ALMOST_OK)
        status = make_set(&chooser, options->except, options->n_except, &chooser.except);
    if (status == ALMOST_OK) {
        choice->states = al_allocate(allocator, patch->n_changes, 1);
        if (choice->states == NULL || !find_movers(&chooser))
            status = al_fail_memory(error);
    }
    for (size_t i = 0; status == ALMOST_OK && i < patch->n_changes; i++)
        choice->states[i] = state_of(&chooser, &patch->changes[i]);
    al_release(allocator, chooser.only.ids);
    al_release(allocator, chooser.except.ids);
    al_release(allocator, chooser.movers);
    if (status != ALMOST_OK)
        al_choice_release(choice, allocator);
    return status;
}

void al_choice_release(al_choice *choice, const almost_allocator *allocator)
{
    al_release(allocator, choice->states);
    choice->states = NULL;
}
