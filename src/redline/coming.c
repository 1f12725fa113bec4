/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs, cells and notes of the telling are parted by its hard gaps. */
#include "redline/coming.h"

static bool add_unit(al_coming *coming, al_range atoms)
{
    const al_atoms *telling = &coming->kept->telling;
    const al_atom *first = &telling->items[atoms.start];
    if (atoms.start == atoms.end)
        return true;
    al_unit unit = {.atoms = atoms,
                    .cell = first->cell,
                    .note = first->note,
                    .heading = al_atoms_is_heading(telling, atoms.start)};
    al_atoms_place(telling, first, &unit.row, &unit.column);
    if (!al_grow(coming->kept->allocator, (void **)&coming->units, &coming->room, coming->n + 1,
                 sizeof *coming->units))
        return false;
    coming->units[coming->n++] = unit;
    return true;
}

static bool find_units(al_coming *coming)
{
    const al_atoms *telling = &coming->kept->telling;
    al_range range = coming->change->telling;
    uint32_t start = range.start;
    for (uint32_t i = range.start; i < range.end; i++) {
        if (!al_atoms_is_hard(telling, i))
            continue;
        if (!add_unit(coming, (al_range){start, i}))
            return false;
        start = i + 1;
    }
    coming->starts_hard = al_atoms_is_hard(telling, range.start);
    coming->ends_hard = al_atoms_is_hard(telling, range.end - 1);
    return add_unit(coming, (al_range){start, range.end});
}

bool al_coming_make(al_coming *coming, const al_kept *kept, const al_unkept *change)
{
    const al_atoms *original = &kept->original;
    uint32_t behind = change->original.end;
    *coming = (al_coming){.kept = kept,
                          .change = change,
                          .before = al_atoms_before(original, behind),
                          .behind = al_atoms_from(original, behind)};
    coming->at_start = behind == 0 || al_atoms_is_hard(original, behind - 1);
    coming->at_end = behind >= original->n || al_atoms_is_hard(original, behind);
    coming->apart = change->original.start < behind && kept->apart[behind - 1];
    if (coming->apart) {
        coming->before = al_atoms_before(original, change->original.start);
        coming->behind = al_atoms_from(original, change->original.start);
        coming->at_start = coming->at_end = true;
    }
    return find_units(coming);
}

void al_coming_release(al_coming *coming)
{
    if (coming->kept != NULL)
        al_release(coming->kept->allocator, coming->units);
}

/* The nearest letters of the telling before what comes, or behind; AL_NO_ATOM where none are. */
static uint32_t outside(const al_coming *coming, bool behind)
{
    const al_atoms *telling = &coming->kept->telling;
    al_range range = coming->change->telling;
    return behind ? al_atoms_from(telling, range.end) : al_atoms_before(telling, range.start);
}

bool al_coming_in_old_cell(const al_coming *coming, const al_unit *unit)
{
    const al_atoms *telling = &coming->kept->telling;
    uint32_t before = outside(coming, false), behind = outside(coming, true);
    return !coming->apart && unit->cell != 0 &&
           ((before != AL_NO_ATOM && telling->items[before].cell == unit->cell) ||
            (behind != AL_NO_ATOM && telling->items[behind].cell == unit->cell));
}

/* Cells ascend in a table, so that one that does not begins another. */
static bool is_same_table(const al_unit *before, const al_unit *unit)
{
    return unit->row > before->row || (unit->row == before->row && (unit->column > before->column ||
                                                                    unit->cell == before->cell));
}

size_t al_coming_table_end(const al_coming *coming, size_t from)
{
    size_t end = from + 1;
    while (end < coming->n && coming->units[end].cell != 0 && coming->units[end].note == 0 &&
           is_same_table(&coming->units[end - 1], &coming->units[end]))
        end++;
    return end;
}

size_t al_coming_group_end(const al_coming *coming, size_t from)
{
    const al_unit *first = &coming->units[from];
    size_t end = from + 1;
    if (first->note == 0 && (first->cell == 0 || al_coming_in_old_cell(coming, first)))
        return end;
    for (; end < coming->n; end++) {
        const al_unit *unit = &coming->units[end];
        bool same = first->note != 0
                        ? unit->note == first->note
                        : unit->note == 0 && unit->cell != 0 && unit->row == first->row &&
                              is_same_table(unit - 1, unit) && !al_coming_in_old_cell(coming, unit);
        if (!same)
            break;
    }
    return end;
}

al_beside al_coming_beside(const al_coming *coming)
{
    al_range original = coming->change->original;
    bool gap = original.end > 0 && al_atom_is_gap(&coming->kept->original.items[original.end - 1]);
    bool went = original.start < original.end, before = coming->before != AL_NO_ATOM;
    if (before && !coming->at_start && (!gap || went))
        return AL_BESIDE_BEFORE;
    if (coming->behind != AL_NO_ATOM && !coming->at_end)
        return AL_BESIDE_BEHIND;
    return before ? AL_BESIDE_BEFORE : AL_BESIDE_NONE;
}

bool al_coming_is_note(const al_coming *coming, const al_unit *unit)
{
    const al_atoms *telling = &coming->kept->telling;
    uint32_t before = outside(coming, false), behind = outside(coming, true);
    return unit->note != 0 && (before == AL_NO_ATOM || telling->items[before].note != unit->note) &&
           (behind == AL_NO_ATOM || telling->items[behind].note != unit->note);
}

bool al_coming_same_row(const al_coming *coming, const al_unit *unit, bool behind)
{
    const al_atoms *telling = &coming->kept->telling;
    uint32_t row, column, at = outside(coming, behind);
    if (at == AL_NO_ATOM || telling->items[at].cell == 0)
        return false;
    al_atoms_place(telling, &telling->items[at], &row, &column);
    return row == unit->row;
}
