/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What TEI needs of prose besides telling.h: verse, of which lines are a block together; speeches
 * with who holds them; words that a line end breaks; words that are marked as such and have no
 * blank between them; notes and stage directions that begin within a sentence.
 */
#ifndef AL_TEI_FLOW_H
#define AL_TEI_FLOW_H

#include "read/telling.h"

/* The text itself, a note, a stage direction. */
typedef struct al_tei_scope {
    uint32_t blocks; /* that are open and hold running text */
    bool filled;     /* the block has text */
    bool ended;      /* a block has ended and none begun: what follows is another */
    bool line;       /* what was last is a line of verse */
    bool speaks;     /* the layer of a speech is open */
    uint32_t asides; /* what is open that nobody of the play says */
} al_tei_scope;

typedef struct al_tei_flow {
    al_telling telling;
    al_tei_scope *scopes;
    size_t n_scopes, scopes_room;
    char hyphen[4]; /* at the end of what was told, which waits to be told */
    uint32_t hyphen_length;
    al_range hyphen_source;
    bool hyphen_spaced; /* white space follows it */
    bool keeps_hyphens;
    bool joined;        /* a word goes on with the next text */
    bool after_word;    /* nothing but white space since a word that is marked as such */
    bool after_reading; /* that word is what was chosen of several */
    uint32_t blanks;    /* bytes of white space since the last text, up to two */
    bool broken;        /* a line or a paragraph has ended since */
    bool closing;       /* the next text is punctuation */
    uint32_t speeches;
    char speaker[64];
    bool speaker_waits; /* for the next text that is said */
    bool failed;        /* memory has ended */
} al_tei_flow;

/* False when memory ends; al_tei_flow_finish() is called in any case. */
AL_MUST_CHECK bool al_tei_flow_init(al_tei_flow *flow, al_builder *builder);
AL_MUST_CHECK almost_status al_tei_flow_finish(al_tei_flow *flow, almost_error *error);
bool al_tei_flow_failed(const al_tei_flow *flow);

void al_tei_text(al_tei_flow *flow, const char *bytes, uint32_t length, al_range source);

/* Text that a witness lacks: a blank where it has any, so that what stands around is not one word.
 */
void al_tei_absent(al_tei_flow *flow, const char *bytes, uint32_t length, al_range source);

/* A block, which holds running text itself or only other blocks. */
void al_tei_block(al_tei_flow *flow, bool running);
void al_tei_block_end(al_tei_flow *flow, bool running);

/* Whether running text is open, so that what begins now belongs to it; whether it has text. */
bool al_tei_running(const al_tei_flow *flow);
bool al_tei_filled(const al_tei_flow *flow);

/* A line of verse. */
void al_tei_line(al_tei_flow *flow);
void al_tei_line_end(al_tei_flow *flow);

/* A cell of a table. */
void al_tei_cell(al_tei_flow *flow, uint32_t columns);
void al_tei_cell_end(al_tei_flow *flow);

/* A line ends: @break says of a word "no", "maybe", or that is NULL. */
void al_tei_line_break(al_tei_flow *flow, const char *breaks);
/* A line that ends elsewhere only: a blank here. */
void al_tei_other_break(al_tei_flow *flow, const char *breaks, uint32_t at);
void al_tei_paragraph_break(al_tei_flow *flow);
void al_tei_page_break(al_tei_flow *flow, const char *breaks);

/* A word of its own; its punctuation. */
void al_tei_word(al_tei_flow *flow, bool joined, al_range source);
void al_tei_word_end(al_tei_flow *flow);

/* What was chosen ends: before punctuation white space behind it is none, but for one blank. */
void al_tei_reading_end(al_tei_flow *flow);

/* Who speaks from now on; all ends with it. */
void al_tei_speech(al_tei_flow *flow, const char *who);
void al_tei_speaker(al_tei_flow *flow, const char *name);
void al_tei_speech_end(al_tei_flow *flow);

/* Something that nobody says: a stage direction between speeches. */
void al_tei_aside(al_tei_flow *flow);
void al_tei_aside_end(al_tei_flow *flow);

/* What is quoted; `who` may be "". */
void al_tei_quoted(al_tei_flow *flow, const char *who);
void al_tei_quoted_end(al_tei_flow *flow, bool named);

/* The layer of a heading ends, which was begun in its block. */
void al_tei_heading_end(al_tei_flow *flow);

/* What is told behind the block that it begins in, as a block of its own. */
void al_tei_story(al_tei_flow *flow);
void al_tei_story_end(al_tei_flow *flow);
void al_tei_note(al_tei_flow *flow);
void al_tei_note_end(al_tei_flow *flow);

/* What stands before an item of a list, begun as a story: told here, or left out as a number. */
void al_tei_label_end(al_tei_flow *flow);

#endif
