/* SPDX-License-Identifier: Apache-2.0 */
/* What comes into a Word document: runs, paragraphs, rows and notes, each marked as inserted. */
#ifndef AL_REDLINE_DOCX_PUT_H
#define AL_REDLINE_DOCX_PUT_H

#include "redline/coming.h"
#include "redline/docx_work.h"

/* How what comes looks: as its neighbours do. */
typedef struct al_docx_look {
    uint32_t tree;
    uint32_t paragraph; /* whose properties a new one has, or AL_NO_NODE */
    uint32_t run;       /* whose properties new runs have, or AL_NO_NODE */
} al_docx_look;

/* The start tag of a mark of ours, such as <w:ins>, with a number of its own; `bare` ends it. */
void al_docx_put_mark(al_docx_work *work, al_buffer *out, uint32_t tree, const char *name,
                      bool bare);

/* Bytes of the document. */
void al_docx_put_bytes(const al_docx_work *work, al_buffer *out, al_range bytes);

/* w:rPr of a run, as a run that comes has it; nothing where there is no run. */
void al_docx_put_run_properties(const al_docx_work *work, al_buffer *out, uint32_t tree,
                                uint32_t run);

/* Words within w:ins, or w:moveTo where they moved. */
void al_docx_put_words(al_docx_work *work, al_buffer *out, const al_docx_look *look,
                       al_range atoms);

/* The properties of a new paragraph whose mark comes with it. */
void al_docx_put_paragraph_start(al_docx_work *work, al_buffer *out, const al_docx_look *look,
                                 uint32_t move);

/* A paragraph that comes as a whole; `more` stands behind its words, inside of it. */
void al_docx_put_paragraph(al_docx_work *work, al_buffer *out, const al_docx_look *look,
                           al_range atoms, const al_buffer *more);

/* The columns that a cell takes. */
uint32_t al_docx_span(const al_tree *tree, uint32_t cell);

/* A cell that comes into a row, made like another, with paragraphs of the telling's atoms. */
void al_docx_put_new_cell(al_docx_work *work, al_buffer *out, uint32_t tree, uint32_t like,
                          al_range atoms);

/*
 * A row of units that have its cells, made like the row `like`, or with so many columns where that
 * is AL_NO_NODE. How many of the units it took.
 */
size_t al_docx_put_row(al_docx_work *work, al_buffer *out, const al_docx_look *look, uint32_t like,
                       uint32_t columns, al_units units);

/* A note of some units, for al_docx_notes_write(), and the run that refers to it. */
void al_docx_put_note(al_docx_work *work, al_buffer *reference, const al_unit *units, size_t n);

#endif
