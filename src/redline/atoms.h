/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text as a redline sees it: letters and gaps. A gap is all the white space between two letters;
 * it is kept, taken out or put in as a whole, because of how many blanks and marks of a document
 * it is made nobody can say. Letters know the cell and the note that they stand in.
 *
 * A text neither begins nor ends with a gap. What is not compared of it is in no atom.
 */
#ifndef AL_REDLINE_ATOMS_H
#define AL_REDLINE_ATOMS_H

#include "base/memory.h"
#include "base/must_check.h"
#include "base/range.h"
#include "text/text.h"

typedef enum al_atom_kind {
    AL_ATOM_LETTERS, /* of a word, or one sign */
    AL_ATOM_BLANK,   /* and all that follows: gaps */
    AL_ATOM_TAB,
    AL_ATOM_LINE,
    AL_ATOM_BLOCK /* what stands behind is another paragraph */
} al_atom_kind;

typedef struct al_atom {
    al_range bytes;
    uint32_t cell;    /* number of the cell that letters stand in, from 1; 0: none */
    uint32_t note;    /* of the note, from 1; 0: none */
    uint32_t passage; /* that has moved with them, from 1; 0: none */
    al_atom_kind kind;
} al_atom;

typedef struct al_atoms {
    const almost_allocator *allocator;
    const almost_text *text; /* the whole one; borrowed */
    bool structured;         /* of a document, whose cells and notes are known */
    al_atom *items;
    size_t n, room;
} al_atoms;

/*
 * Letters are cut at `cuts`, ascending bytes of the text. False when memory ends; then there is
 * nothing to release.
 */
AL_MUST_CHECK bool al_atoms_make(al_atoms *atoms, const almost_allocator *allocator,
                                 const almost_text *text, const uint32_t *cuts, size_t n_cuts);
void al_atoms_release(al_atoms *atoms);

/* The first atom that does not begin before a byte; n if there is none. */
size_t al_atoms_at(const al_atoms *atoms, uint32_t byte);

static inline bool al_atom_is_gap(const al_atom *atom)
{
    return atom->kind != AL_ATOM_LETTERS;
}

/* What parts the letters around a gap, besides its bytes. */
typedef enum al_border {
    AL_BORDER_NONE,
    AL_BORDER_CELL,  /* one cell ends and another begins, in whatever row or table */
    AL_BORDER_TABLE, /* a table begins or ends */
    AL_BORDER_NOTE   /* a note does */
} al_border;

/* Of the gap or letters at `index` and the letters before. */
al_border al_atoms_border(const al_atoms *atoms, size_t index);

/* Whether a gap parts more than words of a line: paragraphs, cells, notes. */
bool al_atoms_is_hard(const al_atoms *atoms, size_t index);

/* Whether letters are of a heading. */
bool al_atoms_is_heading(const al_atoms *atoms, size_t index);

/* The nearest letters before an atom, or from it on; AL_NO_ATOM where there are none. */
#define AL_NO_ATOM UINT32_MAX
uint32_t al_atoms_before(const al_atoms *atoms, uint32_t index);
uint32_t al_atoms_from(const al_atoms *atoms, uint32_t index);

/* The row and the column of letters in a cell, from 1 on; 0 where that is not known. */
void al_atoms_place(const al_atoms *atoms, const al_atom *atom, uint32_t *row, uint32_t *column);

#endif
