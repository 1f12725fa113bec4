/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of atoms between others that stand in order; see strays.h. */
#include "merge/strays.h"

/* The end of the atoms that stand in a row on both sides, from one that is kept on; the last atom
   of all is of no row. */
static uint32_t end_of_row(const al_revision *revision, uint32_t atom)
{
    do
        atom++;
    while (atom + 1 < revision->atoms.n && revision->to_base[atom] != AL_NO_ATOM &&
           revision->to_base[atom] == revision->to_base[atom - 1] + 1);
    return atom;
}

static bool is_paragraph(const al_merge_atoms *base, uint32_t first, uint32_t last)
{
    return al_merge_atoms_end_paragraph(base, first - 1) &&
           al_merge_atoms_end_paragraph(base, last);
}

/* How many atoms in a row have no partner, up to `enough`: behind a place, or before it. */
static uint32_t lone_around(const uint32_t *partners, uint32_t n, uint32_t first, uint32_t last,
                            uint32_t enough)
{
    uint32_t lone = 0;
    for (uint32_t i = last + 1; lone < enough && i < n && partners[i] == AL_NO_ATOM; i++)
        lone++;
    for (uint32_t i = first; lone < enough && i > 0 && partners[i - 1] == AL_NO_ATOM; i--)
        lone++;
    return lone;
}

/* A row of a side. */
typedef struct row {
    uint32_t at, n; /* atoms of the side */
    uint32_t first; /* atom of the base */
} row;

static bool is_rewritten(const al_revision *revision, const almost_text *text,
                         const al_merge_atoms *base, row row)
{
    uint32_t last = row.first + row.n - 1;
    return al_merge_atoms_border(base, text, row.first) < AL_BORDER_SENTENCE &&
           al_merge_atoms_border(base, text, last + 1) < AL_BORDER_SENTENCE &&
           lone_around(revision->from_base, base->n, row.first, last, row.n) == row.n &&
           lone_around(revision->to_base, revision->atoms.n, row.at, row.at + row.n - 1, row.n) ==
               row.n;
}

/* Whether a row that is out of order is none of the base's. */
static bool is_stray(const al_revision *revision, const almost_text *text,
                     const al_merge_atoms *base, row row)
{
    enum { most = 2 };
    return row.n <= most ? !is_paragraph(base, row.first, row.first + row.n - 1)
                         : is_rewritten(revision, text, base, row);
}

static void let_go(al_revision *revision, row row)
{
    for (uint32_t i = 0; i < row.n; i++) {
        revision->from_base[row.first + i] = AL_NO_ATOM;
        revision->to_base[row.at + i] = AL_NO_ATOM;
    }
}

void al_merge_strays(al_revision *revision, const almost_text *text, const al_merge_atoms *base)
{
    uint32_t before = 0, end, behind;
    for (uint32_t i = 1; i + 1 < revision->atoms.n; i = end) {
        uint32_t first = revision->to_base[i], last;
        end = i + 1;
        if (first == AL_NO_ATOM)
            continue;
        end = end_of_row(revision, i);
        last = revision->to_base[end - 1];
        for (behind = end; revision->to_base[behind] == AL_NO_ATOM;) /* the last atom is kept */
            behind++;
        behind = revision->to_base[behind];
        const row row = {i, end - i, first};
        bool in_order = before > behind || (before < first && last < behind);
        if (in_order || !is_stray(revision, text, base, row))
            before = last;
        else
            let_go(revision, row);
    }
}
