/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telling a document: prose (prose.h) in which something else may begin at any place, even within a
 * word: a note, a text box, a stage direction. That is kept as a story of its own and put behind
 * the block, or behind the table, in which it began, so that no sentence is torn.
 *
 * Blanks are kept as they are, but not at the edges of blocks, lines and cells. Cells of a table
 * are parted by tabs, rows by line ends, paragraphs of a cell by blank lines; each text in a table
 * has the mark of its cell, "row.column".
 */
#ifndef AL_TELLING_H
#define AL_TELLING_H

#include "read/prose.h"

/* What is to be done, kept for later. */
typedef struct al_telling_act {
    uint8_t kind;
    uint32_t number; /* of blanks; which parting, which layer */
    uint32_t at;     /* what belongs to it, in the story's bytes */
    uint32_t length;
    al_range source;
} al_telling_act;

/* Acts in their order. All zero but for bytes.allocator: none. */
typedef struct al_story {
    al_telling_act *acts;
    size_t n, room;
    al_buffer bytes;
} al_story;

/* A table that is open, and the cell in it. */
typedef struct al_telling_table {
    uint32_t row, column;
    uint32_t span;    /* columns that the cell takes */
    bool row_waits;   /* a row has begun and none of its cells */
    bool told;        /* the mark of the cell */
    bool cell_filled; /* the cell has text */
    bool block_waits; /* and another block in it has begun, which may have none */
    bool filled;      /* the table has */
} al_telling_table;

/* What is told now: the document itself, or a story in it. */
typedef struct al_telling_frame {
    al_story story;  /* of the document itself: none, as nothing is kept */
    al_story behind; /* what waits for the end of the block */
    al_telling_table *tables;
    size_t n_tables, tables_room;
    bool cell_told; /* the last text had the mark of a cell */
} al_telling_frame;

typedef struct al_telling {
    al_prose prose;
    const almost_allocator *allocator;
    al_telling_frame *frames;
    size_t n_frames, frames_room;
    uint32_t blanks; /* that wait */
    al_range blanks_source;
    bool blank_collapsed;   /* the last of them stands for white space */
    bool joined;            /* no blank stands before the next text */
    uint32_t heading_start; /* in the text; AL_PROSE_WAITING before there is any */
    uint32_t look;          /* the layer that is open; 0: none */
    bool failed;            /* memory has ended */
    char cell[24];          /* the mark that was put last */
} al_telling;

/* False when memory ends; al_telling_finish() is called in any case. */
AL_MUST_CHECK bool al_telling_init(al_telling *telling, al_builder *builder);
AL_MUST_CHECK almost_status al_telling_finish(al_telling *telling, almost_error *error);
bool al_telling_failed(const al_telling *telling);

/* Append text; white space as it stands, or collapsed to one blank as XML formats have it. */
void al_telling_text(al_telling *telling, const char *bytes, uint32_t length, al_range source);
void al_telling_collapsed(al_telling *telling, const char *bytes, uint32_t length, al_range source);
/* As it stands, white space at the edges and line ends included. */
void al_telling_verbatim(al_telling *telling, const char *bytes, uint32_t length, al_range source);
void al_telling_blanks(al_telling *telling, uint32_t number, al_range source);
void al_telling_part(al_telling *telling, al_parting parting);

/* What was and the next text are one word: blanks before and behind go, and so does a line end. */
void al_telling_join(al_telling *telling);

/* Something begins with the next text; the page "12" is a number, "" ends what was. */
void al_telling_mark(al_telling *telling, al_milestone_kind kind, const char *name);

/* A layer with a value of its own. */
void al_telling_begin_named(al_telling *telling, al_layer_kind kind, const char *name);

/* A layer. Headings have their level, from 1 on, and are the mark of a chapter as well. */
void al_telling_begin(al_telling *telling, al_layer_kind kind, uint32_t level);
void al_telling_end(al_telling *telling, al_layer_kind kind);

/* How letters look from now on, to the end of the block: an al_look's. */
void al_telling_look(al_telling *telling, uint32_t look);

/* A block begins; it ends, and what waited for that follows. */
void al_telling_block_begin(al_telling *telling);
void al_telling_block_end(al_telling *telling);

/* Tables nest. A cell ends where the next begins; that it is none after all is said before text. */
void al_telling_table_begin(al_telling *telling);
void al_telling_row(al_telling *telling,
                    uint32_t number); /* `number` of them, the last with cells */
void al_telling_cell(al_telling *telling);
void al_telling_cell_spans(al_telling *telling, uint32_t columns);
void al_telling_cell_gone(al_telling *telling);
void al_telling_table_end(al_telling *telling);

/* What is told from now on becomes a story, up to the matching end. They nest. */
void al_telling_story_begin(al_telling *telling);
/* *behind is what waited for the end of a block in it, or goes into *story where it is NULL. */
void al_telling_story_end(al_telling *telling, al_story *story, al_story *behind);

/* Tell a story here, or behind the block. Its memory is released, and it is none from then on. */
void al_telling_tell(al_telling *telling, al_story *story);
void al_telling_tell_behind(al_telling *telling, al_story *story);
/* Tell a story that is text of the place: of the cell, where that is one. */
void al_telling_tell_here(al_telling *telling, al_story *story);

void al_story_release(al_story *story, const almost_allocator *allocator);

#endif
