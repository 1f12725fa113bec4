/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk over the signs of an RTF file: what a group inherits and sets, and how text is told. A
 * group inherits how its text looks from the one around it, and what is set in it ends with it; so
 * there is a state for each group that is open.
 */
#ifndef AL_RTF_WALK_H
#define AL_RTF_WALK_H

#include "read/reader.h"
#include "read/rtf_bytes.h"
#include "read/rtf_fonts.h"
#include "read/telling.h"

typedef enum al_rtf_destination {
    AL_RTF_TO_TEXT,
    AL_RTF_TO_FONTS,
    AL_RTF_TO_STYLES
} al_rtf_destination;

enum { AL_RTF_LABEL = 16 }; /* bytes of the number of an item */

/* What stands apart from the text around it, and so is told as a story. */
typedef enum al_rtf_apart { AL_RTF_APART_NONE, AL_RTF_APART_NOTE, AL_RTF_APART_BOX } al_rtf_apart;

/* How text looks that stands in a group. */
typedef struct al_rtf_state {
    int32_t font;
    int32_t fallback; /* signs behind a \u that stand for the same */
    int32_t table;    /* how deep in tables the paragraph stands */
    int32_t style;
    int32_t level; /* of a heading; -1: as the style says */
    uint8_t destination;
    uint8_t apart; /* the group is of such */
    bool either;   /* of the groups in it only the one of Unicode counts: \upr */
    bool hanging;  /* the first line of a paragraph begins left of the others */
    bool hidden, deleted, inserted;
} al_rtf_state;

/* A table that is open. */
typedef struct al_rtf_table {
    bool row, cell; /* one has begun */
} al_rtf_table;

/* What a paragraph of the text, of a note, of a box has had so far. */
typedef struct al_rtf_paragraph {
    bool filled, heading;
    size_t tables; /* that were open around it */
} al_rtf_paragraph;

typedef struct al_rtf_walk {
    const al_read_source *source;
    const al_read_options *options;
    al_rtf_scan scan;
    al_rtf_tables known;
    al_rtf_bytes bytes;
    al_telling telling;
    al_rtf_state *states; /* of the groups that are open */
    size_t n_states, states_room;
    al_rtf_table *tables;
    size_t n_tables, tables_room;
    al_rtf_paragraph *paragraphs;
    size_t n_paragraphs, paragraphs_room;
    int32_t default_font;
    uint32_t skipping; /* groups that are open in one that is passed over, itself included */
    int32_t passing;   /* signs that stand for what was told already */
    bool begins;       /* the group has had nothing yet */
    bool starred;      /* but \* */
    bool said_page;    /* by \ansicpg */
    uint32_t lead;     /* the first half of a character of two \u; 0: none */
    uint32_t lead_at;
    char label[AL_RTF_LABEL]; /* what a hanging paragraph begins with, until it is known what it is
                               */
    uint32_t label_length;
    al_range label_source;
    bool numbered; /* the last paragraph was an item of a list */
    bool failed;   /* memory has ended */
} al_rtf_walk;

/* The state of the innermost group, the paragraph of the innermost story. */
al_rtf_state *al_rtf_now(al_rtf_walk *walk);
al_rtf_paragraph *al_rtf_paragraph_now(al_rtf_walk *walk);

/* Whether what stands here is not there in this reading; whether it is told as text. */
bool al_rtf_is_gone(al_rtf_walk *walk);
bool al_rtf_is_told(al_rtf_walk *walk);

/* The group that is open is passed over; the outermost is none that could be. */
void al_rtf_skip(al_rtf_walk *walk);

/* As many tables are open as the paragraph stands in, of those of its story; a cell of the last. */
void al_rtf_open_tables(al_rtf_walk *walk, int32_t wanted);
void al_rtf_open_cell(al_rtf_walk *walk, int32_t depth);

/* A paragraph begins with its first text. */
void al_rtf_end_paragraph(al_rtf_walk *walk);

/* Text as UTF-8, if it is told; a parting. */
void al_rtf_tell(al_rtf_walk *walk, const char *bytes, uint32_t length, al_range source);
void al_rtf_part(al_rtf_walk *walk, al_parting parting);

/* Text in the code page of its font; a byte of it; \u and a number. */
void al_rtf_text(al_rtf_walk *walk, const al_rtf_sign *sign);
void al_rtf_tell_byte(al_rtf_walk *walk, uint8_t byte, al_range source);
void al_rtf_unicode(al_rtf_walk *walk, const al_rtf_sign *sign);

/* What follows goes on with no character. */
void al_rtf_end_character(al_rtf_walk *walk);

/* The paragraphs of a further story. False when memory ends. */
bool al_rtf_push_paragraph(al_rtf_walk *walk);

/* The group that is open is a note or a box; it ends. */
void al_rtf_begin_apart(al_rtf_walk *walk, al_rtf_apart apart);
void al_rtf_end_apart(al_rtf_walk *walk, al_rtf_apart apart);

/* A word, behind \* or not. */
void al_rtf_word(al_rtf_walk *walk, const al_rtf_sign *sign, bool starred);

#endif
