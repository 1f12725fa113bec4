/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A cell: the changes between two places at which a sentence ends in both
 * texts alike, with the words that both kept around them. What a change touches
 * is judged by its cell, so that what is lost and put back in one sentence is
 * neither lost nor new.
 */
#ifndef AL_CELL_H
#define AL_CELL_H

#include "meaning/change.h"
#include "meaning/item.h"

typedef struct al_cell {
    size_t first; /* change */
    size_t last;  /* change; included */
    al_tokens tokens[2];
    al_items items[2];
    uint32_t changed[2]; /* words that have no equal */
    uint32_t passed[2];  /* kept words too far from a change to be read */
} al_cell;

/* The changes of a comparison, from which cells are cut. */
typedef struct al_cells {
    const al_side *sides; /* two */
    const al_change *changes;
    size_t n;
    int original;        /* which side is the original */
    size_t next;         /* the change at which the next cell begins */
    size_t until;        /* cells that begin here, or behind it, are of another part */
    al_range behind[2];  /* words of the kept stretch that it begins with, those of the last cell
                            left out */
    al_range *words;     /* of each change, on side 0 and on side 1 */
    uint8_t *crossed;    /* of each passage, and of what lies in none (0): words moved in it */
    uint8_t *links;      /* of each change: what it is to the one before it; NULL: as listed */
    size_t next_foreign; /* those of no cell come last */
    const almost_allocator *allocator;
} al_cells;

/* On success the caller's to release; MEMORY. */
AL_MUST_CHECK almost_status al_cells_init(al_cells *cells, const al_side sides[2], int original,
                                          const al_change *changes, size_t n,
                                          const almost_allocator *allocator, almost_error *error);
void al_cells_release(al_cells *cells);

/* Know which changes stand side by side where words moved; sentences are marked. MEMORY. */
AL_MUST_CHECK almost_status al_cells_link(al_cells *cells, almost_error *error);

/* Whether a change only stands in the list between those of a cell; it is one of its own. */
bool al_cells_foreign(const al_cells *cells, size_t change);

/* Whether a change from the first to the last one of a cell is one of it. */
static inline bool al_cells_of(const al_cells *cells, const al_cell *cell, size_t change)
{
    return cell->first == cell->last || !al_cells_foreign(cells, change);
}

/* The change behind which, or at which, those of the list begin that stand beside another. */
size_t al_cells_before(const al_cells *cells, size_t change);
size_t al_cells_behind(const al_cells *cells, size_t change);

/*
 * Where the next cell that has a change lies, as words[s] of each of its changes would be; false at
 * the end. Fills first and last of the cell, and `lead` and `trail`: the words of the kept
 * stretches before its first and behind its last change, up to the ends of sentences.
 */
bool al_cells_next(al_cells *cells, al_cell *cell, al_range lead[2], al_range trail[2]);

/*
 * The first kept change from `from` on, or n, in which a sentence ends in both texts alike:
 * whatever stands before it, no cell goes on behind it, and none looks beyond it from either side.
 */
size_t al_cells_seam(const al_cells *cells, size_t from);

/* The cells that begin from one such place on, and before another; borrows from all of them. */
al_cells al_cells_part(const al_cells *cells, size_t start, size_t end);

/*
 * Whether a change is a long stretch that is missing or new. What stands in it is of no sentence
 * beside it: among so many words something always seems to be lost and put back.
 */
enum { AL_CELL_STRETCH = 40 /* words */ };
bool al_cells_long(al_cells *cells, size_t change);

/*
 * Whether a change is whole sentences that are missing or new, of eight words and more: it begins
 * and ends where a sentence does, in the other text too where its place there is known. Such a
 * change is a cell of its own.
 */
bool al_cells_whole(al_cells *cells, size_t change);

/* The bytes of a change on a side. */
static inline al_range al_cells_bytes(const al_cells *cells, size_t change, int side)
{
    const al_change *it = &cells->changes[change];
    return side == cells->original ? it->original : it->telling;
}

/* The words of a side that begin in a change. */
static inline al_range al_cells_words(const al_cells *cells, size_t change, int side)
{
    return cells->words[2 * change + (size_t)side];
}

void al_cell_release(al_cell *cell);

#endif
