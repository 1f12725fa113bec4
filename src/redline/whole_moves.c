/* SPDX-License-Identifier: Apache-2.0 */
/* Each passage is bounded on either side, and then all in between is looked at. */
#include "redline/whole_moves.h"

/* The first and the last letters of each passage on one side. */
static void bound(al_whole_moves *moves, const al_atoms *atoms, bool telling)
{
    for (uint32_t i = 0; i < atoms->n; i++) {
        uint32_t number = al_whole_move_of(moves, atoms->items[i].passage);
        if (number == 0 || al_atom_is_gap(&atoms->items[i]))
            continue;
        al_range *range =
            telling ? &moves->items[number - 1].telling : &moves->items[number - 1].original;
        if (range->start == range->end)
            range->start = i;
        range->end = i + 1;
    }
}

/* Whether a stretch lies in one cell, or in none, and in no note. */
static bool is_in_one_place(const al_atoms *atoms, al_range range)
{
    for (uint32_t i = range.start; i < range.end; i++)
        if (atoms->items[i].note != 0 || atoms->items[i].cell != atoms->items[range.start].cell)
            return false;
    return range.start < range.end;
}

/* The original's side is of the passage alone; what is new may stand among it in the telling. */
static bool is_fit(const al_kept *kept, const al_whole_move *move)
{
    const al_atoms *original = &kept->original, *telling = &kept->telling;
    for (uint32_t i = move->original.start; i < move->original.end; i++)
        if (kept->partners[i] != 0 || original->items[i].passage != move->passage || kept->apart[i])
            return false;
    for (uint32_t i = move->telling.start; i < move->telling.end; i++)
        if (telling->items[i].passage != move->passage && telling->items[i].passage != 0)
            return false;
    return is_in_one_place(original, move->original) && is_in_one_place(telling, move->telling);
}

/* Moves into whose words something is kept are none. */
static void see_kept(al_whole_moves *moves, const al_kept *kept, uint32_t *covers)
{
    for (size_t i = 0; i < moves->n; i++)
        for (uint32_t at = moves->items[i].telling.start;
             moves->items[i].fit && at < moves->items[i].telling.end; at++)
            covers[at] = (uint32_t)i + 1;
    for (uint32_t i = 0; i < kept->original.n; i++)
        if (kept->partners[i] != 0 && covers[kept->partners[i] - 1] != 0)
            moves->items[covers[kept->partners[i] - 1] - 1].fit = false;
}

static bool number_passages(al_whole_moves *moves, const al_kept *kept)
{
    uint32_t highest = 0;
    for (uint32_t i = 0; i < kept->original.n; i++)
        if (kept->original.items[i].passage > highest)
            highest = kept->original.items[i].passage;
    moves->by_passage = al_allocate_zero(moves->allocator, (size_t)highest + 1, sizeof(uint32_t));
    if (moves->by_passage == NULL)
        return false;
    moves->passages = highest + 1;
    for (uint32_t i = 0; i < kept->original.n; i++) {
        uint32_t passage = kept->original.items[i].passage;
        if (passage == 0 || moves->by_passage[passage] != 0)
            continue;
        if (!al_grow(moves->allocator, (void **)&moves->items, &moves->room, moves->n + 1,
                     sizeof *moves->items))
            return false;
        moves->items[moves->n++] = (al_whole_move){.passage = passage};
        moves->by_passage[passage] = (uint32_t)moves->n;
    }
    return true;
}

bool al_whole_moves_find(al_whole_moves *moves, const al_kept *kept)
{
    *moves = (al_whole_moves){.allocator = kept->allocator};
    uint32_t *covers = al_allocate_zero(kept->allocator, kept->telling.n + 1, sizeof *covers);
    bool made = covers != NULL && number_passages(moves, kept);
    if (made) {
        bound(moves, &kept->original, false);
        bound(moves, &kept->telling, true);
        for (size_t i = 0; i < moves->n; i++)
            moves->items[i].fit = is_fit(kept, &moves->items[i]);
        see_kept(moves, kept, covers);
        for (size_t i = 0; i < moves->n; i++)
            if (!moves->items[i].fit)
                moves->by_passage[moves->items[i].passage] = 0;
    }
    al_release(kept->allocator, covers);
    if (!made)
        al_whole_moves_release(moves);
    return made;
}

void al_whole_moves_release(al_whole_moves *moves)
{
    if (moves->allocator == NULL)
        return;
    al_release(moves->allocator, moves->items);
    al_release(moves->allocator, moves->by_passage);
    *moves = (al_whole_moves){0};
}
