/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a Word document, from its parts: the body, and notes that are kept until the body
 * refers to them.
 */
#ifndef AL_DOCX_TEXT_H
#define AL_DOCX_TEXT_H

#include "read/docx_numbers.h"
#include "read/docx_styles.h"
#include "read/telling.h"

/* A foot- or endnote that is to be told. */
typedef struct al_docx_note {
    long id;
    bool endnote;
    al_story story;
} al_docx_note;

/* The property that makes something inserted or deleted, as far as the reading goes. */
typedef struct al_docx_paragraph {
    bool open;                  /* within w:p */
    bool properties;            /* within w:pPr */
    bool mark_gone;             /* the paragraph mark is not there in this reading */
    bool joined;                /* the paragraph before had none */
    bool filled;                /* the block has text */
    bool heading;               /* a heading's layer is open */
    int level;                  /* of a heading; 0: none; -1: not said */
    int style_hidden;           /* by its style: 1, 0, -1 */
    const al_docx_style *style; /* or NULL */
    long list;                  /* 0: none; -1: not said by itself */
    int list_level;             /* -1: not said */
    bool counted;               /* the block has its number, or has none */
} al_docx_paragraph;

typedef struct al_docx_walk {
    al_telling *telling;
    const al_docx_styles *styles;
    al_docx_numbers *numbers;
    bool numbered;         /* the last block had a number and is no heading */
    bool original;         /* the reading: before tracked changes */
    uint32_t first_change; /* and which: those with lower numbers are accepted */
    uint32_t skipping;     /* elements that are open in one that is left out, itself included */
    al_docx_paragraph *paragraphs; /* one a story: a text box stands in a paragraph */
    size_t n_paragraphs, paragraphs_room;
    bool run_properties; /* within w:rPr */
    int run_hidden;      /* 1, 0, -1: not said by itself */
    int run_style_hidden;
    al_look run_look; /* what it says itself */
    al_look run_style_look;
    uint32_t look;  /* of the run */
    bool hidden;    /* the run is */
    bool text;      /* within w:t */
    bool preserve;  /* with its white space */
    bool text_open; /* it has had a letter */
    bool row_properties, cell_properties;
    bool row_gone, cell_gone;
    al_buffer fields;       /* open complex fields, a byte each: 'i' for its instruction, 'r' */
    uint32_t instructions;  /* of those in their instruction */
    al_buffer alternatives; /* open mc:AlternateContent, a byte each: 1 once one was taken */
    al_docx_note *notes;    /* by id */
    size_t n_notes, notes_room;
    bool endnotes; /* these are read now */
    bool failed;   /* memory has ended */
} al_docx_walk;

/* False when memory ends; al_docx_walk_release() is called in any case. */
AL_MUST_CHECK bool al_docx_walk_init(al_docx_walk *walk, al_telling *telling,
                                     const al_docx_styles *styles, al_docx_numbers *numbers,
                                     almost_revisions revisions);
void al_docx_walk_release(al_docx_walk *walk);

/*
 * Read notes, if `part` is not NULL, before the body that refers to them. Errors: those of
 * al_xml_parse().
 */
AL_MUST_CHECK almost_status al_docx_read_notes(al_docx_walk *walk, const al_package *package,
                                               const al_part *part, bool endnotes,
                                               almost_error *error);
AL_MUST_CHECK almost_status al_docx_read_body(al_docx_walk *walk, const al_package *package,
                                              const al_part *part, almost_error *error);

#endif
