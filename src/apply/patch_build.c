/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The patch in memory as a reader fills it: changes in the telling's order,
 * each followed by its pieces. Nothing is checked here but sizes; see patch.c.
 */
#include "apply/patch.h"

#include <assert.h>
#include <string.h>

almost_patch *al_patch_new(const almost_allocator *allocator, const char *name)
{
    almost_patch *patch = al_allocate_zero(allocator, 1, sizeof *patch);
    if (patch == NULL)
        return NULL;
    patch->allocator = allocator;
    patch->sides[0].mark = patch->sides[1].mark = -1;
    if (name == NULL)
        name = "";
    patch->name = al_patch_copy(allocator, name, strlen(name));
    if (patch->name == NULL) {
        almost_patch_free(patch);
        return NULL;
    }
    return patch;
}

void almost_patch_free(almost_patch *patch)
{
    if (patch == NULL)
        return;
    const almost_allocator *allocator = patch->allocator;
    for (int side = 0; side < 2; side++) {
        al_release(allocator, patch->sides[side].name);
        al_release(allocator, patch->sides[side].blocks);
    }
    al_release(allocator, patch->name);
    al_release(allocator, patch->changes);
    al_release(allocator, patch->pieces);
    al_release(allocator, patch->texts);
    al_release(allocator, patch->original_order);
    al_release(allocator, patch);
}

char *al_patch_copy(const almost_allocator *allocator, const char *bytes, size_t length)
{
    char *copy = length < SIZE_MAX ? al_allocate(allocator, length + 1, 1) : NULL;
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

al_patch_change *al_patch_add_change(almost_patch *patch)
{
    if (!al_grow(patch->allocator, (void **)&patch->changes, &patch->changes_capacity,
                 patch->n_changes + 1, sizeof *patch->changes))
        return NULL;
    al_patch_change *change = &patch->changes[patch->n_changes++];
    *change = (al_patch_change){.first_piece = patch->n_pieces};
    return change;
}

static bool add_text(almost_patch *patch, const char *bytes, uint64_t length)
{
    size_t wanted;
    if (__builtin_add_overflow(patch->texts_length, length, &wanted) ||
        !al_grow(patch->allocator, (void **)&patch->texts, &patch->texts_capacity, wanted, 1))
        return false;
    memcpy(patch->texts + patch->texts_length, bytes, length);
    patch->texts_length = wanted;
    return true;
}

bool al_patch_add_piece(almost_patch *patch, al_piece_kind kind, const char *bytes, uint64_t length)
{
    assert(patch->n_changes > 0 && (bytes == NULL) == (kind == AL_PIECE_HIDDEN));
    if (length == 0)
        return true;
    uint64_t at = kind == AL_PIECE_HIDDEN ? 0 : patch->texts_length;
    if (kind != AL_PIECE_HIDDEN && !add_text(patch, bytes, length))
        return false;
    size_t first = patch->changes[patch->n_changes - 1].first_piece;
    al_piece *last = patch->n_pieces > first ? &patch->pieces[patch->n_pieces - 1] : NULL;
    if (last != NULL && last->kind == kind && kind != AL_PIECE_HIDDEN) {
        last->length += length; /* their texts are neighbours */
        return true;
    }
    if (!al_grow(patch->allocator, (void **)&patch->pieces, &patch->pieces_capacity,
                 patch->n_pieces + 1, sizeof *patch->pieces))
        return false;
    patch->pieces[patch->n_pieces++] = (al_piece){.at = at, .length = length, .kind = kind};
    return true;
}

bool al_patch_before_in_original(const void *context, size_t left, size_t right)
{
    const al_patch_change *changes = context;
    const almost_span *a = &changes[left].spans[AL_ORIGINAL];
    const almost_span *b = &changes[right].spans[AL_ORIGINAL];
    if (a->start != b->start)
        return a->start < b->start;
    return a->end != b->end ? a->end < b->end : left < right;
}
