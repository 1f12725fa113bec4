/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables in which columns came or went: which column of the one text is which of the other, and
 * which row. What is kept of such a table is kept in the cells that are so the same.
 */
#ifndef AL_REDLINE_COLUMNS_H
#define AL_REDLINE_COLUMNS_H

#include "redline/coming.h"

/*
 * Find such tables of two documents, and let go of what is kept across their cells. False when
 * memory ends. O(n), and the square of a table's columns.
 */
AL_MUST_CHECK bool al_column_tables_find(al_kept *kept);
void al_column_tables_release(const almost_allocator *allocator, al_column_tables *columns);

/* The table that an atom of the telling stands in; NULL: none, or one that is off. */
const al_column_table *al_column_table_at(const al_kept *kept, uint32_t telling);

/* The cell of the telling at a place, or NULL where it has no letters. O(log n). */
const al_column_cell *al_column_table_cell(const al_column_table *table, uint32_t row,
                                           uint32_t column);

/* The column of the original behind which one that comes is put; 0: before the first. */
uint32_t al_column_table_behind(const al_column_table *table, uint32_t column);

/* The next column that comes, from one on, and is put behind some of the original's; 0: none. */
uint32_t al_column_table_coming(const al_column_table *table, uint32_t from, al_range behind);

/* Where a unit stands that is in such a table, or would be. */
typedef enum al_column_place {
    AL_COLUMN_NONE, /* in no such table, or in a row that comes */
    AL_COLUMN_KEPT, /* in a row and a column of the original: `row`, `column` */
    AL_COLUMN_COMES /* in a row of the original, in a column that comes */
} al_column_place;

typedef struct al_column_spot {
    const al_column_table *table;
    uint32_t row; /* of the original */
    al_unit unit; /* with the original's column */
} al_column_spot;

/* A unit that is another paragraph of a cell that there is stands in none. */
al_column_place al_column_table_place(const al_coming *coming, const al_unit *unit,
                                      al_column_spot *out);

#endif
