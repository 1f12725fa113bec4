/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Word document that is being marked: its parts as elements, where each letter of its text
 * stands in them, and the edits that are to be made, by byte. docx_delete.c and docx_insert.c make
 * edits, docx_splice.c writes the parts with them.
 */
#ifndef AL_REDLINE_DOCX_WORK_H
#define AL_REDLINE_DOCX_WORK_H

#include "redline/docx_names.h"
#include "redline/kept.h"
#include "redline/marking.h"
#include "redline/whole_moves.h"
#include "redline/tree.h"

/* In the order in which those at one byte are made. */
typedef enum al_docx_edit_kind {
    AL_EDIT_BOX,     /* a text box begins that falls back on another */
    AL_EDIT_TEXT,    /* bytes between elements: `payload`, instead of those of `bytes` */
    AL_EDIT_BOX_END, /* the text box ends */
    AL_EDIT_AGREE,   /* the words of the other are written as those of the box */
    AL_EDIT_OPEN,    /* the start of a paragraph is written anew: its mark goes, or it is broken */
    AL_EDIT_ROW,     /* a row goes: `node` */
    AL_EDIT_CELL,    /* a cell goes: `node` */
    AL_EDIT_CUT,     /* letters of a run, or an element in it, go */
    AL_EDIT_PUT,     /* words come: `atoms` */
    AL_EDIT_BREAK,   /* words with ends of paragraphs among them come into a paragraph */
} al_docx_edit_kind;

typedef struct al_docx_edit {
    al_range bytes; /* of the parts joined; empty where something comes */
    al_docx_edit_kind kind;
    uint32_t order;    /* in which it was made */
    uint32_t tree;     /* index */
    uint32_t node;     /* the run, paragraph or row */
    al_range atoms;    /* of the telling */
    al_range payload;  /* of work->payload */
    uint32_t move;     /* native move, from 1 on; 0: none */
    bool gone;         /* the mark of the paragraph is */
    bool begins, ends; /* CUT: the move does, with it */
    uint32_t box;      /* index in work->boxes */
} al_docx_edit;

enum { AL_DOCX_PARTS = 3 }; /* the body, footnotes, endnotes */

/* Of the body, to a note. */
typedef struct al_docx_reference {
    int64_t id;
    uint32_t tree; /* of the note: 1 or 2 */
    uint32_t node; /* the reference */
} al_docx_reference;

/* Where the words of a text box were written, as bytes of its part as it comes out. */
typedef struct al_docx_box {
    size_t start, end;
} al_docx_box;

/* A row by its number. */
typedef struct al_docx_row {
    const al_column_table *table;
    uint32_t number, node, tree;
} al_docx_row;

typedef struct al_docx_work {
    const almost_allocator *allocator;
    const al_kept *kept;
    const al_package *package;
    al_marking *marking;
    al_whole_moves moves;             /* none where they are to be deleted and inserted */
    uint32_t move_ids;                /* the number of the first one's ranges; two each */
    al_tree trees[AL_DOCX_PARTS];     /* those that there are; nodes NULL: it is not */
    char prefixes[AL_DOCX_PARTS][16]; /* of Word's elements in them, with its colon */
    al_range *sources; /* of each atom of the original that is letters: bytes of the parts */
    al_docx_reference *references; /* by tree, id and node */
    size_t n_references, references_room;
    al_docx_edit *edits;
    size_t n_edits, edits_room;
    al_docx_box *boxes; /* that fall back on others */
    uint32_t n_boxes;
    al_buffer payload;
    uint32_t next_note[2]; /* ids for new foot- and endnotes */
    al_buffer new_notes;   /* footnotes of a document that has had none */
    al_docx_row row;       /* asked for last */
    bool failed;           /* memory has ended */
    bool hard;             /* something cannot be shown at `hard_at`, a atom of the original */
    uint32_t hard_at;
} al_docx_work;

/*
 * On failure there is nothing to release. `kept` may change until edits are made. Errors: those of
 * al_xml_parse(), FORMAT.
 */
AL_MUST_CHECK almost_status al_docx_work_make(al_docx_work *work, const al_kept *kept,
                                              const al_package *package, al_marking *marking,
                                              almost_error *error);
void al_docx_work_release(al_docx_work *work);

/* The tree that a byte of the parts is in, as index. */
uint32_t al_docx_tree_of(const al_docx_work *work, uint32_t byte);

/* The paragraph that letters of the original stand in, or AL_NO_NODE, and its tree. */
uint32_t al_docx_paragraph_of(const al_docx_work *work, uint32_t atom, uint32_t *tree);

/* Find the references to notes, once trees are made. False when memory ends. */
AL_MUST_CHECK bool al_docx_references_find(al_docx_work *work);

/* The references to a note, in order; NULL where there are none. O(log n). */
const al_docx_reference *al_docx_references_to(const al_docx_work *work, uint32_t tree,
                                               uint32_t note, size_t *n);

/* Add an edit; its order is set. */
void al_docx_edit_add(al_docx_work *work, al_docx_edit edit);

/* Something cannot be shown. */
void al_docx_hard(al_docx_work *work, uint32_t atom);

/* Make all edits for what is not kept. */
void al_docx_delete(al_docx_work *work, const al_unkept *change);
/* `first_edit` is the first of those that al_docx_delete() made of the change. */
void al_docx_insert(al_docx_work *work, const al_unkept *change, size_t first_edit);

/* Columns that come and go, cell by cell, before rows that go are looked for. */
void al_docx_change_columns(al_docx_work *work);

/* A row of a table of which that knows: w:tr, or AL_NO_NODE. Its tree is *tree. */
uint32_t al_docx_row_at(al_docx_work *work, const al_column_table *table, uint32_t row,
                        uint32_t *tree);

/* A cell goes, whose letters do. */
void al_docx_delete_cell(al_docx_work *work, uint32_t tree, uint32_t cell);

/* Where moves begin and end, once all that goes is known. */
void al_docx_bound_moves(al_docx_work *work);

/* Append the tag with which a move begins or ends, where it stood or where it stands. */
void al_docx_put_move(al_docx_work *work, al_buffer *out, uint32_t move, bool to, bool end);

/* Rows and notes of which nothing is left, once all else is known. */
void al_docx_delete_rows(al_docx_work *work);

/* Fields of which no words are left, once all else is known. */
void al_docx_delete_fields(al_docx_work *work);

/* Whether something around an element says that it is not there, or not of the text. */
bool al_docx_is_out(const al_tree *tree, uint32_t node);

/* Text boxes whose words change do so in what they fall back on, once all edits are made. */
void al_docx_agree(al_docx_work *work);

/* Append the words of a box that were written into `out` once more, with marks of their own. */
void al_docx_put_box(al_docx_work *work, al_buffer *out, uint32_t tree, const al_docx_box *box);

/* Parts that change because there are footnotes now; those of `members` from 0 on. */
enum { AL_DOCX_NOTE_PARTS = 3 };

typedef struct al_docx_part {
    char name[AL_PACKAGE_NAME];
    al_buffer bytes;
} al_docx_part;

/*
 * The part of new footnotes, where there are any, with the parts that tell of it. How many; all are
 * to be released.
 */
size_t al_docx_notes_write(al_docx_work *work, al_docx_part parts[static AL_DOCX_NOTE_PARTS]);

/* Append the part of a tree with all edits made. False when it has none. */
bool al_docx_splice(al_docx_work *work, uint32_t tree, al_buffer *out);

#endif
