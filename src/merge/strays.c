/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of one atom or two between others that stand in order; see strays.h. */
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

void al_merge_strays(al_revision *revision, const al_merge_atoms *base)
{
    enum { most = 2 };
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
        if (end - i > most || before > behind || (before < first && last < behind) ||
            is_paragraph(base, first, last)) {
            before = last;
            continue;
        }
        for (uint32_t k = i; k < end; k++) {
            revision->from_base[revision->to_base[k]] = AL_NO_ATOM;
            revision->to_base[k] = AL_NO_ATOM;
        }
    }
}
