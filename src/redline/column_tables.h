/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of tables in which columns came or went: see columns.h, which finds it. */
#ifndef AL_REDLINE_COLUMN_TABLES_H
#define AL_REDLINE_COLUMN_TABLES_H

#include "base/range.h"

#include <stdbool.h>
#include <stddef.h>

enum { AL_MOST_COLUMNS = 63 /* that Word has */ };

#define AL_ROW_GONE UINT32_MAX /* a row with letters that is no row of the telling */

/* A cell of the telling with letters. */
typedef struct al_column_cell {
    uint32_t row, column;
    al_range atoms; /* from its first letters to behind its last */
} al_column_cell;

/* A table of both. Columns and rows count from 1. */
typedef struct al_column_table {
    al_range original, telling;               /* atoms */
    uint32_t columns[2], rows[2];             /* how many: with letters, or before such */
    uint8_t to_telling[AL_MOST_COLUMNS + 1];  /* 0: it goes */
    uint8_t to_original[AL_MOST_COLUMNS + 1]; /* 0: it comes */
    uint32_t *row_to_telling;                 /* 0: one without letters; AL_ROW_GONE */
    uint32_t *row_to_original;                /* 0: it comes */
    al_column_cell *cells;                    /* of the telling, ascending */
    size_t n_cells, cells_room;
    bool off; /* nothing of it is kept after all */
} al_column_table;

typedef struct al_column_tables {
    al_column_table *items; /* ascending */
    size_t n, room;
    bool *fixed; /* of the original's atoms: gaps between cells of such tables */
} al_column_tables;

#endif
