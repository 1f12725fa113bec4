/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text as atoms: a word with the marks that touch it; the white space behind it belongs to no
 * atom and is layout. Han and kana, which are written without spaces, are an atom a character. An
 * empty atom stands at the start of every text and another one at its end, so that whatever is put
 * in has a neighbour on either side.
 */
#ifndef AL_MERGE_ATOMS_H
#define AL_MERGE_ATOMS_H

#include "base/range.h"
#include "text/text.h"
#include "words/sentences.h"

#include <assert.h>
#include <string.h>

typedef struct al_merge_atoms {
    const char *bytes; /* of the text; borrowed */
    al_range *items;   /* bytes of each atom; the first and the last are empty */
    uint32_t n;        /* at least 2 */
} al_merge_atoms;

/* How much white space parts two atoms. */
typedef enum al_merge_gap {
    AL_MERGE_GAP_NONE,
    AL_MERGE_GAP_BLANK,
    AL_MERGE_GAP_LINE,
    AL_MERGE_GAP_PARAGRAPH /* a blank line */
} al_merge_gap;

/* False when memory ends, or where there are more atoms than 32 bits can count. */
AL_MUST_CHECK bool al_merge_atoms_cut(al_merge_atoms *atoms, const almost_allocator *allocator,
                                      const almost_text *text);
void al_merge_atoms_release(al_merge_atoms *atoms, const almost_allocator *allocator);

/* The first atom, but for the one at the start, that ends behind a byte. */
uint32_t al_merge_atoms_at(const al_merge_atoms *atoms, uint64_t byte);

/* The white space behind an atom that is not the last. */
static inline al_range al_merge_atoms_blank(const al_merge_atoms *atoms, uint32_t atom)
{
    return (al_range){atoms->items[atom].end, atoms->items[atom + 1].start};
}

static inline uint32_t al_merge_atoms_length(const al_merge_atoms *atoms, uint32_t atom)
{
    return atoms->items[atom].end - atoms->items[atom].start;
}

/* Whether two atoms have the same letters and marks. */
static inline bool al_merge_atoms_same(const al_merge_atoms *a, uint32_t i, const al_merge_atoms *b,
                                       uint32_t k)
{
    uint32_t length = al_merge_atoms_length(a, i);
    return length == al_merge_atoms_length(b, k) &&
           memcmp(a->bytes + a->items[i].start, b->bytes + b->items[k].start, length) == 0;
}

al_merge_gap al_merge_gap_of(const char *bytes, size_t length);

/*
 * Whether a paragraph ends with this atom: at a blank line, at the end of a line that is too long
 * to have been wrapped, and at either end of the text.
 */
bool al_merge_atoms_end_paragraph(const al_merge_atoms *atoms, uint32_t atom);

/* The border before an atom that is not the first, in the text that was cut. */
al_border al_merge_atoms_border(const al_merge_atoms *atoms, const almost_text *text,
                                uint32_t atom);

#endif
