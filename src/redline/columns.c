/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters that are kept vote for which column is which; the order of columns that has most votes
 * holds. Columns without votes are paired in order between those with, and so are rows.
 */
#include "redline/columns.h"

#include "base/search.h"

#include <string.h>

enum { MOST_ROWS = 1 << 20 };

/* Cells of one table of a text. */
typedef struct table_atoms {
    al_range atoms;
    uint32_t columns, rows;
    uint32_t other; /* the table of the other text that has its letters, from 1; 0: none yet */
    bool unclear;   /* several have */
} table_atoms;

typedef struct tables {
    const almost_allocator *allocator;
    const al_atoms *atoms;
    table_atoms *items;
    size_t n, room;
} tables;

/* A walk over the cells that letters stand in. */
typedef struct cell_walk {
    const al_atoms *atoms;
    uint32_t cell, row, column;
} cell_walk;

/* The place of an atom that stands in a table and not in a note. False: it does not. */
static bool see_cell(cell_walk *walk, uint32_t atom)
{
    const al_atom *at = &walk->atoms->items[atom];
    if (at->cell == 0 || at->note != 0)
        return false;
    if (at->cell != walk->cell)
        al_atoms_place(walk->atoms, at, &walk->row, &walk->column);
    walk->cell = at->cell;
    return walk->row > 0 && walk->column > 0;
}

/* --- Tables ------------------------------------------------------------- */

/* Whether a cell does not stand behind another in the same table. */
static bool begins(const cell_walk *before, const cell_walk *now)
{
    if (before->cell == 0 || now->row < before->row)
        return true;
    return now->row == before->row && now->cell != before->cell && now->column <= before->column;
}

static bool find_tables(tables *tables)
{
    cell_walk now = {.atoms = tables->atoms}, before = {0};
    for (uint32_t i = 0; i < tables->atoms->n; i++) {
        if (al_atom_is_gap(&tables->atoms->items[i]) || tables->atoms->items[i].note != 0)
            continue;
        if (!see_cell(&now, i)) {
            before.cell = 0;
            continue;
        }
        if (begins(&before, &now)) {
            if (!al_grow(tables->allocator, (void **)&tables->items, &tables->room, tables->n + 1,
                         sizeof *tables->items))
                return false;
            tables->items[tables->n++] = (table_atoms){.atoms = {i, i}};
        }
        table_atoms *table = &tables->items[tables->n - 1];
        table->atoms.end = i + 1;
        table->rows = now.row;
        table->columns = now.column > table->columns ? now.column : table->columns;
        before = now;
    }
    return true;
}

static table_atoms *table_at(const tables *tables, uint32_t atom)
{
    size_t low = 0, high = tables->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (tables->items[middle].atoms.end <= atom)
            low = middle + 1;
        else
            high = middle;
    }
    return low < tables->n && tables->items[low].atoms.start <= atom ? &tables->items[low] : NULL;
}

/* Which table has the letters of which. */
static void pair_tables(const al_kept *kept, tables *original, tables *telling)
{
    for (uint32_t i = 0; i < original->n; i++) {
        table_atoms *table = &original->items[i];
        for (uint32_t atom = table->atoms.start; atom < table->atoms.end; atom++) {
            table_atoms *other =
                kept->partners[atom] != 0 && !al_atom_is_gap(&kept->original.items[atom])
                    ? table_at(telling, kept->partners[atom] - 1)
                    : NULL;
            if (other == NULL)
                continue;
            uint32_t number = (uint32_t)(other - telling->items) + 1;
            table->unclear |= table->other != 0 && table->other != number;
            other->unclear |= other->other != 0 && other->other != i + 1;
            table->other = number;
            other->other = i + 1;
        }
    }
}

/* --- Columns ------------------------------------------------------------ */

typedef struct votes {
    uint32_t of[AL_MOST_COLUMNS + 1][AL_MOST_COLUMNS + 1];
} votes;

/* True where some votes are not for the column of the same number. */
static bool count_votes(const al_kept *kept, const al_column_table *table, votes *votes)
{
    bool other = false;
    cell_walk from = {.atoms = &kept->original}, to = {.atoms = &kept->telling};
    for (uint32_t i = table->original.start; i < table->original.end; i++) {
        if (kept->partners[i] == 0 || al_atom_is_gap(&kept->original.items[i]) ||
            !see_cell(&from, i) || !see_cell(&to, kept->partners[i] - 1))
            continue;
        votes->of[from.column][to.column]++;
        other |= from.column != to.column;
    }
    return other;
}

/* The order with most votes. */
static void choose(al_column_table *table, const votes *votes)
{
    struct votes best = {0};
    uint32_t i, j;
    for (i = 1; i <= table->columns[0]; i++)
        for (j = 1; j <= table->columns[1]; j++) {
            uint32_t both = best.of[i - 1][j - 1] + votes->of[i][j],
                     one = best.of[i - 1][j] > best.of[i][j - 1] ? best.of[i - 1][j]
                                                                 : best.of[i][j - 1];
            best.of[i][j] = both > one ? both : one;
        }
    for (i = table->columns[0], j = table->columns[1]; i > 0 && j > 0;) {
        if (best.of[i][j] == best.of[i - 1][j]) {
            i--;
        } else if (best.of[i][j] == best.of[i][j - 1]) {
            j--;
        } else {
            table->to_telling[i] = (uint8_t)j;
            table->to_original[j--] = (uint8_t)i--;
        }
    }
}

/* Columns between two that are paired are so in order, as far as there are some of both. */
static void pair_columns(al_column_table *table)
{
    uint32_t j = 1;
    for (uint32_t i = 1; i <= table->columns[0]; i++) {
        if (table->to_telling[i] != 0) {
            j = table->to_telling[i] + 1U;
        } else if (j <= table->columns[1] && table->to_original[j] == 0) {
            table->to_telling[i] = (uint8_t)j;
            table->to_original[j++] = (uint8_t)i;
        }
    }
}

static bool all_paired(const al_column_table *table)
{
    return table->columns[0] == table->columns[1] &&
           memchr(table->to_telling + 1, 0, table->columns[0]) == NULL;
}

/* --- Rows and cells ----------------------------------------------------- */

/* What is kept in cells that are not the same is let go; the rows of the rest are paired. */
static void see_rows(al_kept *kept, al_column_table *table)
{
    cell_walk from = {.atoms = &kept->original}, to = {.atoms = &kept->telling};
    for (uint32_t i = table->original.start; i < table->original.end; i++) {
        if (!see_cell(&from, i))
            continue;
        uint32_t *row = &table->row_to_telling[from.row];
        if (*row == 0)
            *row = AL_ROW_GONE;
        if (kept->partners[i] == 0 || al_atoms_border(&kept->original, i) != AL_BORDER_NONE)
            continue;
        bool same = see_cell(&to, kept->partners[i] - 1) && to.row <= table->rows[1] &&
                    table->to_telling[from.column] == to.column;
        if (same && *row == AL_ROW_GONE && table->row_to_original[to.row] == 0) {
            *row = to.row;
            table->row_to_original[to.row] = from.row;
        }
        if (!same || *row != to.row)
            kept->partners[i] = 0;
    }
}

/* As with columns. */
static void pair_rows(al_column_table *table)
{
    uint32_t j = 1;
    for (uint32_t i = 1; i <= table->rows[0]; i++) {
        uint32_t to = table->row_to_telling[i];
        if (to != 0 && to != AL_ROW_GONE) {
            j = to + 1;
        } else if (j <= table->rows[1] && table->row_to_original[j] == 0) {
            table->row_to_telling[i] = j;
            table->row_to_original[j++] = i;
        }
    }
}

static bool find_cells(const al_kept *kept, al_column_table *table)
{
    cell_walk walk = {.atoms = &kept->telling};
    for (uint32_t i = table->telling.start; i < table->telling.end; i++) {
        if (al_atom_is_gap(&kept->telling.items[i]) || !see_cell(&walk, i))
            continue;
        al_column_cell *last = table->n_cells > 0 ? &table->cells[table->n_cells - 1] : NULL;
        if (last != NULL && last->row == walk.row && last->column == walk.column) {
            last->atoms.end = i + 1;
            continue;
        }
        if (!al_grow(kept->allocator, (void **)&table->cells, &table->cells_room,
                     table->n_cells + 1, sizeof *table->cells))
            return false;
        table->cells[table->n_cells++] = (al_column_cell){walk.row, walk.column, {i, i + 1}};
    }
    return true;
}

/* What cells that are the same begin with is kept, up to what is kept of them already. */
static void keep_front(al_kept *kept, uint32_t from, const al_column_cell *cell)
{
    const al_atoms *original = &kept->original, *telling = &kept->telling;
    uint32_t number = original->items[from].cell, end = from, to = cell->atoms.start,
             most = cell->atoms.end;
    while (end < original->n && original->items[end].cell == number && kept->partners[end] == 0)
        end++;
    if (end < original->n && original->items[end].cell == number && kept->partners[end] <= most)
        most = kept->partners[end] - 1;
    while (from < end && to < most && original->items[from].passage == 0 &&
           telling->items[to].passage == 0 && al_kept_same(kept, from, to))
        kept->partners[from++] = ++to;
}

/* Gaps before cells that are the same are the same, whatever parts these from others. */
static void pair_gaps(al_kept *kept, const al_column_table *table)
{
    cell_walk walk = {.atoms = &kept->original};
    const al_atoms *original = &kept->original;
    uint32_t start = table->original.start - (table->original.start > 0);
    for (uint32_t i = start; i < table->original.end; i++) {
        al_border border = al_atoms_border(original, i);
        if (!al_atom_is_gap(&original->items[i]) ||
            (border != AL_BORDER_CELL && border != AL_BORDER_TABLE))
            continue;
        kept->partners[i] = 0;
        kept->columns.fixed[i] = true;
        if (i + 1 >= original->n || !see_cell(&walk, i + 1) || walk.row > table->rows[0] ||
            walk.column > table->columns[0])
            continue;
        uint32_t row = table->row_to_telling[walk.row];
        const al_column_cell *cell =
            al_column_table_cell(table, row, table->to_telling[walk.column]);
        if (cell != NULL && cell->atoms.start > 0 &&
            al_atom_is_gap(&kept->telling.items[cell->atoms.start - 1]))
            kept->partners[i] = cell->atoms.start;
        if (cell != NULL)
            keep_front(kept, i + 1, cell);
    }
}

/* --- All of it ---------------------------------------------------------- */

static bool make_rows(const al_kept *kept, al_column_table *table)
{
    table->row_to_telling =
        al_allocate_zero(kept->allocator, table->rows[0] + 1U, sizeof *table->row_to_telling);
    table->row_to_original =
        al_allocate_zero(kept->allocator, table->rows[1] + 1U, sizeof *table->row_to_original);
    return table->row_to_telling != NULL && table->row_to_original != NULL;
}

static void release_table(const almost_allocator *allocator, al_column_table *table)
{
    al_release(allocator, table->row_to_telling);
    al_release(allocator, table->row_to_original);
    al_release(allocator, table->cells);
}

static bool add(al_kept *kept, al_column_table *table)
{
    al_column_tables *columns = &kept->columns;
    if (columns->fixed == NULL)
        columns->fixed =
            al_allocate_zero(kept->allocator, kept->original.n + 1, sizeof *columns->fixed);
    if (columns->fixed == NULL ||
        !al_grow(kept->allocator, (void **)&columns->items, &columns->room, columns->n + 1,
                 sizeof *columns->items) ||
        !make_rows(kept, table) || !find_cells(kept, table)) {
        release_table(kept->allocator, table);
        return false;
    }
    see_rows(kept, table);
    pair_rows(table);
    pair_gaps(kept, table);
    columns->items[columns->n++] = *table;
    return true;
}

/* A table whose columns are those of the other as they are is none of these. */
static bool see_table(al_kept *kept, const table_atoms *original, const table_atoms *telling)
{
    votes votes = {0};
    al_column_table table = {.original = original->atoms,
                             .telling = telling->atoms,
                             .columns = {original->columns, telling->columns},
                             .rows = {original->rows, telling->rows}};
    if (original->columns > AL_MOST_COLUMNS || telling->columns > AL_MOST_COLUMNS ||
        original->rows > MOST_ROWS || telling->rows > MOST_ROWS)
        return true;
    bool other = count_votes(kept, &table, &votes);
    if (!other && original->columns == telling->columns)
        return true;
    choose(&table, &votes);
    pair_columns(&table);
    return all_paired(&table) || add(kept, &table);
}

bool al_column_tables_find(al_kept *kept)
{
    tables original = {.allocator = kept->allocator, .atoms = &kept->original},
           telling = {.allocator = kept->allocator, .atoms = &kept->telling};
    bool found = find_tables(&original) && find_tables(&telling);
    if (found)
        pair_tables(kept, &original, &telling);
    for (size_t i = 0; i < original.n && found; i++) {
        const table_atoms *table = &original.items[i];
        if (table->other != 0 && !table->unclear && !telling.items[table->other - 1].unclear)
            found = see_table(kept, table, &telling.items[table->other - 1]);
    }
    al_release(kept->allocator, original.items);
    al_release(kept->allocator, telling.items);
    return found;
}

void al_column_tables_release(const almost_allocator *allocator, al_column_tables *columns)
{
    for (size_t i = 0; i < columns->n; i++)
        release_table(allocator, &columns->items[i]);
    al_release(allocator, columns->items);
    al_release(allocator, columns->fixed);
    *columns = (al_column_tables){0};
}

/* --- Asking ------------------------------------------------------------- */

const al_column_table *al_column_table_at(const al_kept *kept, uint32_t telling)
{
    const al_column_tables *columns = &kept->columns;
    size_t low = 0, high = columns->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (columns->items[middle].telling.end <= telling)
            low = middle + 1;
        else
            high = middle;
    }
    const al_column_table *table = low < columns->n ? &columns->items[low] : NULL;
    return table != NULL && !table->off && table->telling.start <= telling ? table : NULL;
}

const al_column_cell *al_column_table_cell(const al_column_table *table, uint32_t row,
                                           uint32_t column)
{
    size_t low = 0, high = table->n_cells;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const al_column_cell *cell = &table->cells[middle];
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    const al_column_cell *cell = low < table->n_cells ? &table->cells[low] : NULL;
    return cell != NULL && cell->row == row && cell->column == column ? cell : NULL;
}

uint32_t al_column_table_behind(const al_column_table *table, uint32_t column)
{
    while (column > 1)
        if (table->to_original[--column] != 0)
            return table->to_original[column];
    return 0;
}

uint32_t al_column_table_coming(const al_column_table *table, uint32_t from, al_range behind)
{
    for (uint32_t j = from; j <= table->columns[1]; j++) {
        uint32_t place = table->to_original[j] == 0 ? al_column_table_behind(table, j) : UINT32_MAX;
        if (place >= behind.start && place < behind.end)
            return j;
    }
    return 0;
}

al_column_place al_column_table_place(const al_coming *coming, const al_unit *unit,
                                      al_column_spot *out)
{
    const al_column_table *table = unit->cell != 0 && unit->note == 0
                                       ? al_column_table_at(coming->kept, unit->atoms.start)
                                       : NULL;
    if (table == NULL || unit->row > table->rows[1] || table->row_to_original[unit->row] == 0 ||
        al_coming_in_old_cell(coming, unit))
        return AL_COLUMN_NONE;
    *out = (al_column_spot){table, table->row_to_original[unit->row], *unit};
    out->unit.column = table->to_original[unit->column];
    return out->unit.column == 0 ? AL_COLUMN_COMES : AL_COLUMN_KEPT;
}
