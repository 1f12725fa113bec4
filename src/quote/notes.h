/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The notes of an account: lines that begin with a mark (`[12]`, `[^a]:`, `¹`, `12.`), found by it,
 * and those that the format tells apart, which stand right behind their paragraph and have no mark.
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

/* The paragraph with notes that a byte is in; NULL: none. */
const al_noted_paragraph *al_notes_paragraph(const al_notes *notes, uint32_t at);

#endif
