/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in a row, of 16 bits where all of them fit and of 32 where they do not: the columns of a
 * short text, as nearly all texts of a batch are, then lie in the innermost cache.
 */
#ifndef AL_COLUMN_H
#define AL_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One of the two is NULL; both are where there are no rows. */
typedef struct al_column {
    uint16_t *narrow;
    uint32_t *wide;
} al_column;

/* The bytes of a row. */
static inline size_t al_column_width(bool wide)
{
    return wide ? sizeof(uint32_t) : sizeof(uint16_t);
}

static inline al_column al_column_of(void *rows, bool wide)
{
    return wide ? (al_column){.wide = rows} : (al_column){.narrow = rows};
}

/* Where the rows lie, for whoever releases them. */
static inline void *al_column_rows(al_column column)
{
    return column.wide != NULL ? (void *)column.wide : column.narrow;
}

static inline uint32_t al_column_at(al_column column, uint64_t row)
{
    return column.wide != NULL ? column.wide[row] : column.narrow[row];
}

/*
 * The column with its width told: where `wide` is a constant, as in a loop that is made once for
 * either width, reading a narrow row is nothing but that.
 */
static inline al_column al_column_as(al_column column, bool wide)
{
    return wide ? column : (al_column){.narrow = column.narrow};
}

static inline void al_column_put(al_column column, uint64_t row, uint32_t value)
{
    if (column.wide != NULL)
        column.wide[row] = value;
    else
        column.narrow[row] = (uint16_t)value;
}

#endif
