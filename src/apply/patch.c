/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A patch is read by either reader, and then checked, which makes it safe to
 * apply: what it says about lengths and places is hostile until
 * al_patch_finish() has agreed to all of it.
 */
#include "apply/patch.h"

#include "apply/order.h"
#include "base/error.h"
#include "base/options.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* The pieces add up to both spans, and a kind has the sides that it must have. */
static almost_status check_pieces(const almost_patch *patch, size_t index, almost_error *error)
{
    const al_patch_change *change = &patch->changes[index];
    uint64_t sums[2] = {0, 0};
    for (size_t i = change->first_piece; i < al_patch_pieces_end(patch, index); i++) {
        for (int side = 0; side < 2; side++) {
            if (al_piece_on(&patch->pieces[i], side) &&
                __builtin_add_overflow(sums[side], patch->pieces[i].length, &sums[side]))
                sums[side] = UINT64_MAX;
        }
    }
    for (int side = 0; side < 2; side++) {
        uint64_t length = change->spans[side].end - change->spans[side].start;
        if (sums[side] != length)
            return al_fail_at(error, ALMOST_ERROR_FORMAT, patch->name, 0, change->line, 0,
                              "change %" PRIu64 " has %" PRIu64 " bytes on the %s's side, and its "
                              "text has %" PRIu64 ": write the patch again",
                              change->id, length, al_side_names[side].text, sums[side]);
        if (length > 0 && change->kind == (side == 0 ? ALMOST_ADDED : ALMOST_MISSING))
            return al_fail_at(error, ALMOST_ERROR_FORMAT, patch->name, 0, change->line, 0,
                              "change %" PRIu64 " is %s and has text on the %s's side: write the "
                              "patch again",
                              change->id, side == 0 ? "added" : "missing",
                              al_side_names[side].text);
    }
    return ALMOST_OK;
}

static almost_status fail_order(const almost_patch *patch, const al_patch_change *change, int side,
                                uint64_t place, almost_error *error)
{
    uint64_t start = change->spans[side].start;
    return al_fail_at(error, ALMOST_ERROR_FORMAT, patch->name, 0, change->line, 0,
                      "change %" PRIu64 " begins at byte %" PRIu64 " of the %s where %" PRIu64
                      " must come next: there is a%s; write the patch again",
                      change->id, start, al_side_names[side].text, place,
                      start > place ? " gap" : "n overlap");
}

/* In the order of its side every change begins where the one before it ended. */
static almost_status check_cover(const almost_patch *patch, int side, almost_error *error)
{
    uint64_t place = 0;
    for (size_t rank = 0; rank < patch->n_changes; rank++) {
        const al_patch_change *change = &patch->changes[al_patch_in_order(patch, side, rank)];
        if (change->spans[side].start != place)
            return fail_order(patch, change, side, place, error);
        place = change->spans[side].end;
    }
    if (place != patch->sides[side].length)
        return al_fail(error, ALMOST_ERROR_FORMAT, patch->name,
                       "the changes end at byte %" PRIu64 " of the %s, which has %" PRIu64
                       ": the patch is cut off or damaged",
                       place, al_side_names[side].text, patch->sides[side].length);
    return ALMOST_OK;
}

/* 0: belongs to what stands before the place; 2: to what follows; 1: to neither. */
static int belongs(uint32_t passage, uint32_t before, uint32_t after)
{
    if (passage == 0)
        return 1;
    return passage == before ? 0 : passage == after ? 2 : 1;
}

/*
 * What was added at one place, between two passages that moved apart, stands
 * with the passage that it belongs to.
 */
static void settle_empty(almost_patch *patch, size_t start, size_t end, size_t *room)
{
    size_t *order = patch->original_order;
    uint32_t before = start > 0 ? patch->changes[order[start - 1]].passage : 0;
    uint32_t after = end < patch->n_changes ? patch->changes[order[end]].passage : 0;
    size_t count = 0;
    for (int class = 0; class < 3; class ++) {
        for (size_t i = start; i < end; i++) {
            if (belongs(patch->changes[order[i]].passage, before, after) == class)
                room[count++] = order[i];
        }
    }
    memcpy(order + start, room, count * sizeof *room);
}

static bool is_empty_in_original(const almost_patch *patch, size_t rank)
{
    const almost_span *span = &patch->changes[patch->original_order[rank]].spans[AL_ORIGINAL];
    return span->start == span->end;
}

static bool find_original_order(almost_patch *patch)
{
    size_t count = patch->n_changes;
    patch->original_order = al_allocate(patch->allocator, count, sizeof *patch->original_order);
    size_t *room = al_allocate(patch->allocator, count, sizeof *room);
    bool enough = patch->original_order != NULL && room != NULL;
    if (enough) {
        for (size_t i = 0; i < count; i++)
            patch->original_order[i] = i;
        al_order(patch->original_order, count, room, al_patch_before_in_original, patch->changes);
        for (size_t start = 0; start < count; start++) {
            size_t end = start;
            while (end < count && is_empty_in_original(patch, end))
                end++;
            if (end > start + 1)
                settle_empty(patch, start, end, room);
            start = end;
        }
    }
    al_release(patch->allocator, room);
    return enough;
}

almost_status al_patch_finish(almost_patch *patch, almost_error *error)
{
    uint64_t id = 0;
    for (size_t i = 0; i < patch->n_changes; i++) {
        const al_patch_change *change = &patch->changes[i];
        if (change->id <= id)
            return al_fail_at(error, ALMOST_ERROR_FORMAT, patch->name, 0, change->line, 0,
                              "change %" PRIu64 " comes after change %" PRIu64
                              ": ids must rise; write the patch again",
                              change->id, id);
        id = change->id;
        if (change->kind == ALMOST_MOVED && change->passage == 0)
            return al_fail_at(error, ALMOST_ERROR_FORMAT, patch->name, 0, change->line, 0,
                              "change %" PRIu64 " is moved and has no passage that could have "
                              "moved; write the patch again",
                              change->id);
        almost_status status = check_pieces(patch, i, error);
        if (status != ALMOST_OK)
            return status;
    }
    if (!find_original_order(patch))
        return al_fail_memory(error);
    almost_status status = check_cover(patch, AL_TELLING, error);
    return status != ALMOST_OK ? status : check_cover(patch, AL_ORIGINAL, error);
}

bool al_pieces_next(al_pieces *walk)
{
    const almost_patch *patch = walk->patch;
    while (walk->rank < patch->n_changes) {
        size_t index = al_patch_in_order(patch, walk->side, walk->rank);
        if (!walk->in_change) {
            walk->next = patch->changes[index].first_piece;
            walk->in_change = true;
        }
        while (walk->next < al_patch_pieces_end(patch, index)) {
            walk->piece = &patch->pieces[walk->next++];
            if (!al_piece_on(walk->piece, walk->side))
                continue;
            assert(walk->end <= patch->sides[walk->side].length);
            walk->start = walk->end;
            walk->end += walk->piece->length;
            return true;
        }
        walk->in_change = false;
        walk->rank++;
    }
    return false;
}

almost_status almost_patch_read(const char *bytes, size_t length, const char *name,
                                const almost_environment *environment, almost_patch **out,
                                almost_error *error)
{
    if (out == NULL || (bytes == NULL && length > 0))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, name,
                       "bytes and out must not be NULL: pass the patch and a place for it");
    almost_environment complete;
    almost_status status = al_environment_complete(&complete, environment, error);
    if (status != ALMOST_OK)
        return status;
    almost_patch *patch = al_patch_new(al_allocator_of(&complete), name);
    if (patch == NULL)
        return al_fail_memory(error);
    size_t first = 0;
    while (first < length && strchr(" \t\r\n", bytes[first]) != NULL && bytes[first] != '\0')
        first++;
    bool json = first < length && bytes[first] == '{';
    status = json ? al_patch_read_json(bytes, length, patch, error)
                  : al_patch_read_lines(bytes, length, patch, error);
    if (status == ALMOST_OK)
        status = al_patch_finish(patch, error);
    if (status != ALMOST_OK) {
        almost_patch_free(patch);
        return status;
    }
    *out = patch;
    return ALMOST_OK;
}
