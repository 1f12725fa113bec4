/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sliding, as compare/slide.c does it for words; see slide.h. What is slid stays between two atoms
 * that are neighbours in the other text, so that no move and no other edit has a part in it.
 */
#include "merge/slide.h"

/* Atoms in a row that the other text has not, and those of a text that they are slid in. */
typedef struct stretch {
    const almost_text *text;
    const al_merge_atoms *atoms;
    uint32_t *other; /* of each atom: the one of the other text that it is, or AL_NO_ATOM */
    uint32_t *back;  /* of each atom of the other text */
    uint32_t start, n;
} stretch;

/* Whether two atoms are kept and neighbours in the other text. */
static bool are_neighbours(const stretch *own, uint32_t i, uint32_t k)
{
    return own->other[i] != AL_NO_ATOM && own->other[k] != AL_NO_ATOM &&
           own->other[i] + 1 == own->other[k];
}

static bool are_same(const stretch *own, uint32_t i, uint32_t k)
{
    return al_merge_atoms_same(own->atoms, i, own->atoms, k);
}

/* How far it could be slid: the empty atoms at both ends of a text are like no other. */
static uint32_t least_start(const stretch *own)
{
    uint32_t start = own->start;
    while (are_same(own, start - 1, start - 1 + own->n) &&
           are_neighbours(own, start - 2, start - 1))
        start--;
    return start;
}

static uint32_t greatest_start(const stretch *own)
{
    uint32_t start = own->start;
    while (are_same(own, start, start + own->n) &&
           are_neighbours(own, start + own->n, start + own->n + 1))
        start++;
    return start;
}

static uint32_t best_start(const stretch *own, uint32_t least, uint32_t greatest)
{
    uint32_t best = least;
    al_border most = AL_BORDER_NONE;
    for (uint32_t start = least; start <= greatest; start++) {
        al_border border = al_merge_atoms_border(own->atoms, own->text, start);
        if (border >= most) {
            most = border;
            best = start;
        }
    }
    return best;
}

static void pair(const stretch *own, uint32_t from, uint32_t to)
{
    own->other[to] = own->other[from];
    own->back[own->other[to]] = to;
    own->other[from] = AL_NO_ATOM;
}

static void slide_to(stretch *own, uint32_t start)
{
    for (; own->start > start; own->start--)
        pair(own, own->start - 1, own->start - 1 + own->n);
    for (; own->start < start; own->start++)
        pair(own, own->start + own->n, own->start);
}

/* Slide all that the other text has not. */
static void slide_all(stretch own)
{
    for (uint32_t i = 1; i + 1 < own.atoms->n; i++) {
        if (own.other[i] != AL_NO_ATOM)
            continue;
        own.start = i;
        while (own.other[i] == AL_NO_ATOM) /* the last atom is kept */
            i++;
        own.n = i - own.start;
        if (!are_neighbours(&own, own.start - 1, i))
            continue;
        uint32_t least = least_start(&own), greatest = greatest_start(&own);
        if (least < greatest)
            slide_to(&own, best_start(&own, least, greatest));
        i = own.start + own.n > i ? own.start + own.n : i;
    }
}

void al_merge_slide(al_revision *revision, const almost_text *base,
                    const al_merge_atoms *base_atoms)
{
    slide_all((stretch){.text = revision->text,
                        .atoms = &revision->atoms,
                        .other = revision->to_base,
                        .back = revision->from_base});
    slide_all((stretch){.text = base,
                        .atoms = base_atoms,
                        .other = revision->from_base,
                        .back = revision->to_base});
}
