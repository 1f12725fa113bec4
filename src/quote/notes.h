/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The notes of an account: lines that begin with a mark (`[12]`, `[^a]:`, `¹`, `12.`), found by it;
 * those that the format tells apart, which stand right behind their paragraph and have no mark; and
 * those that a link leads to.
 */
#ifndef AL_NOTES_H
#define AL_NOTES_H

#include "base/range.h"
#include "text/text.h"
#include "base/must_check.h"
#include "base/memory.h"

/* A line with a mark. */
typedef struct al_marked_note {
    uint64_t label; /* a hash of what is in the mark */
    al_range bytes; /* what the note says */
    uint32_t line;  /* where its line begins */
} al_marked_note;

/* A paragraph and its notes, which are those from `first` on. */
typedef struct al_noted_paragraph {
    al_range bytes;
    uint32_t first;
    uint32_t n;
} al_noted_paragraph;

/* An element that has a name. */
typedef struct al_named_place {
    uint64_t name; /* a hash */
    uint32_t at;   /* byte of the account */
} al_named_place;

typedef struct al_notes {
    const almost_allocator *allocator;
    al_marked_note *marked; /* by label, then by line */
    size_t n_marked;
    size_t marked_room;
    al_range *told; /* by the format, in their order */
    size_t n_told;
    size_t told_room;
    al_noted_paragraph *paragraphs; /* in their order */
    size_t n_paragraphs;
    size_t paragraphs_room;
    al_named_place *named; /* by name, then by place; none where nothing is linked to */
    size_t n_named;
} al_notes;

/*
 * Find the notes of an account. Linear, but for sorting. False when memory ends; the caller's to
 * release in any case.
 */
AL_MUST_CHECK bool al_notes_find(al_notes *notes, const almost_allocator *allocator,
                                 const almost_text *account);
void al_notes_release(al_notes *notes);

/*
 * The note that a mark at `at` leads to, which is right behind a quotation; empty: there is no
 * mark, or no such note.
 */
al_range al_notes_marked(const al_notes *notes, const almost_text *account, uint32_t at);

/*
 * The notes that links lead to which stand at `at`, the end of a quotation, or behind a stop there:
 * up to `most` of them. Returns how many.
 */
uint32_t al_notes_linked(const al_notes *notes, const almost_text *account, uint32_t at,
                         al_range *out, uint32_t most);

/* The paragraph with notes that a byte is in; NULL: none. */
const al_noted_paragraph *al_notes_paragraph(const al_notes *notes, uint32_t at);

#endif
