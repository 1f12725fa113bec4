/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An OpenDocument text that is being marked. What is deleted moves out of the text into a region
 * before it, and a mark stays in its place; what is inserted stands between two marks. So an edit
 * replaces some bytes, and may have a region. odt_delete.c and odt_insert.c make edits,
 * odt_splice.c writes the part with them.
 */
#ifndef AL_REDLINE_ODT_WORK_H
#define AL_REDLINE_ODT_WORK_H

#include "redline/kept.h"
#include "redline/marking.h"
#include "redline/tree.h"

typedef enum al_odt_name {
    AL_T_OTHER,
    AL_T_A,
    AL_T_BODY, /* office:text */
    AL_T_CELL,
    AL_T_CHANGES,
    AL_T_COLUMN,
    AL_T_COVERED,
    AL_T_FORMS,
    AL_T_H,
    AL_T_LINE_BREAK,
    AL_T_LIST_ITEM,
    AL_T_META,
    AL_T_NOTE,
    AL_T_P,
    AL_T_REGION,
    AL_T_ROW,
    AL_T_ROW_PROPERTIES,
    AL_T_RUBY,
    AL_T_RUBY_BASE,
    AL_T_S,
    AL_T_SPAN,
    AL_T_STYLE,
    AL_T_STYLES, /* office:automatic-styles */
    AL_T_TAB,
    AL_T_TABLE
} al_odt_name;

uint8_t al_odt_name_of(const al_xml_element *element);

typedef struct al_odt_edit {
    al_range bytes;   /* what is replaced */
    al_range payload; /* of work->payload: by what */
    uint32_t order;
    uint32_t node; /* of letters that go: what they stand in; else AL_NO_NODE */
    bool joins;    /* two paragraphs: `node` and `other` */
    uint32_t other;
} al_odt_edit;

/* A row of a table in which columns come or go, and its number. */
typedef struct al_odt_row {
    const al_column_table *table;
    uint32_t number;
    uint32_t of, node; /* the table's element, and the row's */
} al_odt_row;

typedef struct al_odt_work {
    const almost_allocator *allocator;
    const al_kept *kept;
    const al_package *package;
    al_marking *marking;
    al_tree tree;
    al_range *sources; /* of each atom of the original that is letters: bytes of the parts */
    al_odt_edit *edits;
    size_t n_edits, edits_room;
    al_buffer payload;
    al_buffer regions;    /* of all changes */
    bool styled;          /* the part has a place for styles */
    al_buffer styles;     /* of rows that come and go */
    al_range *row_styles; /* the names of those that they are like */
    size_t n_row_styles, row_styles_room;
    char text[16], table[16];       /* prefixes with their colons */
    char office[16], dc[16];        /* likewise; "" where they are declared with each use */
    uint32_t head, head_edit, tail; /* paragraphs that were joined last */
    uint32_t notes;                 /* new ones */
    al_odt_row row;                 /* asked for last */
    bool failed, hard;
    uint32_t hard_at;
} al_odt_work;

AL_MUST_CHECK almost_status al_odt_work_make(al_odt_work *work, const al_kept *kept,
                                             const al_package *package, al_marking *marking,
                                             almost_error *error);
void al_odt_work_release(al_odt_work *work);

static inline void al_odt_hard(al_odt_work *work, uint32_t atom)
{
    if (!work->hard)
        work->hard_at = atom;
    work->hard = true;
}

/* The paragraph or heading around an element or a letter; AL_NO_NODE where there is none. */
uint32_t al_odt_paragraph(const al_odt_work *work, uint32_t node);
uint32_t al_odt_paragraph_of(const al_odt_work *work, uint32_t atom);

/* The outermost element in the paragraph that has to go, or stay, as a whole; or AL_NO_NODE. */
uint32_t al_odt_whole(const al_odt_work *work, uint32_t node);

/* An edit that replaces bytes by what was appended to work->payload from `start` on. */
void al_odt_replace(al_odt_work *work, al_range bytes, size_t start);

/* Add an edit; its order is set. */
void al_odt_edit_add(al_odt_work *work, al_odt_edit edit);

void al_odt_put_bytes(const al_odt_work *work, al_buffer *out, al_range bytes);

/*
 * The start tags of what stands between `top` and a node in it, the node's last; with or without
 * those of links.
 */
void al_odt_put_open_tags(const al_odt_work *work, al_buffer *out, uint32_t node, uint32_t top,
                          bool links);

/* Append a format in which @ stands for the prefix of text and ~ for that of tables. */
void al_odt_put(const al_odt_work *work, al_buffer *out, const char *format);

/* A region of an insertion, or the front of one of a deletion; its number. */
uint32_t al_odt_put_insertion(al_odt_work *work);
uint32_t al_odt_begin_deletion(al_odt_work *work);
void al_odt_end_deletion(al_odt_work *work);

/* A mark in the text, such as <text:change text:change-id=...>, of a region. */
void al_odt_put_mark(al_odt_work *work, al_buffer *out, const char *name, uint32_t region);

/* The start tag of a paragraph that looks like another. */
void al_odt_put_paragraph(al_odt_work *work, al_buffer *out, uint32_t like);
void al_odt_put_paragraph_end(al_odt_work *work, al_buffer *out, uint32_t like);

/* Words of the telling, without marks. */
void al_odt_put_words(al_odt_work *work, al_buffer *out, al_range atoms);

/* Words between the marks of an insertion, with what is built already, or NULL. */
void al_odt_put_marked(al_odt_work *work, al_buffer *out, al_range atoms, const al_buffer *more);

/* The same in a paragraph that looks like another; without words without marks. */
void al_odt_put_unit(al_odt_work *work, al_buffer *out, uint32_t like, al_range atoms,
                     const al_buffer *more);

void al_odt_delete(al_odt_work *work, const al_unkept *change);
void al_odt_insert(al_odt_work *work, const al_unkept *change, size_t first_edit);

/* The start tag of a row that comes, like one of the original, or like none. */
void al_odt_put_row_start(al_odt_work *work, al_buffer *out, uint32_t like);

/* Rows of which nothing is left go as wholes, for programs that can do that. */
void al_odt_mark_rows(al_odt_work *work);

/* Notes of which nothing is left go as wholes. */
void al_odt_delete_notes(al_odt_work *work);

/* Cells of columns that come, in the tables that are known to have such. */
void al_odt_change_columns(al_odt_work *work);

/* A row of the original in such a table, by its number; AL_NO_NODE where there is none. */
uint32_t al_odt_row_at(al_odt_work *work, const al_column_table *table, uint32_t row);

/* Cells, covered ones and all: the first of a row from an element on; how many columns it is. */
uint32_t al_odt_cell_from(const al_tree *tree, uint32_t node);
uint32_t al_odt_cell_columns(const al_tree *tree, uint32_t cell);

void al_odt_splice(al_odt_work *work, al_buffer *out);

#endif
