/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From markup to prose, the same way for every format that has blocks: HTML, EPUB, word processors,
 * TEI. A block is parted from the next by a blank line, a line of a block by a line end, cells of a
 * row by a tab; white space within a block is one blank, as browsers have it, or stays where it was
 * asked to. What stands between blocks waits until there is more text, so that a text neither
 * begins nor ends with it.
 *
 * Marks and layers begin with the next text that is appended: one that encloses none holds nothing.
 */
#ifndef AL_PROSE_H
#define AL_PROSE_H

#include "text/build.h"

/* What parts two pieces of text; of several the last of these holds. */
typedef enum al_parting {
    AL_PARTING_NONE,
    AL_PARTING_BLANK,
    AL_PARTING_TAB,
    AL_PARTING_LINE,
    AL_PARTING_BLOCK
} al_parting;

typedef struct al_prose_layer {
    al_layer_kind kind;
    uint32_t start; /* in the text; AL_PROSE_WAITING before there is any */
    char value[64]; /* cut off where it is longer */
} al_prose_layer;

#define AL_PROSE_WAITING UINT32_MAX

typedef struct al_prose_mark {
    al_milestone_kind kind;
    uint64_t number;
    char name[120]; /* cut off where it is longer; "" with `named`: ends what was */
    bool named;
} al_prose_mark;

typedef struct al_prose {
    al_builder *builder;
    const almost_allocator *allocator;
    al_parting parting;     /* what waits */
    bool counts_paragraphs; /* each block is a mark, from 1 on */
    bool block_begins;      /* the next text is the first of its block */
    uint64_t paragraphs;
    al_prose_mark *marks; /* that wait */
    size_t n_marks, marks_room;
    al_prose_layer *layers; /* that are open, innermost last */
    size_t n_layers, layers_room;
    bool failed; /* memory has ended */
} al_prose;

void al_prose_init(al_prose *prose, al_builder *builder);

/* Layers that are still open end. MEMORY when it has ended; what the builder met it says itself. */
AL_MUST_CHECK almost_status al_prose_finish(al_prose *prose, almost_error *error);

/* Whether there is any use in going on. */
bool al_prose_failed(const al_prose *prose);

/* The next text is parted from what was by this, at least. */
void al_prose_part(al_prose *prose, al_parting parting);

/* Append text, white space of ASCII collapsed. `source` is where it comes from: build.h. */
void al_prose_text(al_prose *prose, const char *bytes, uint64_t length, al_range source);

/* Append text as it stands, white space and line ends included. */
void al_prose_verbatim(al_prose *prose, const char *bytes, uint64_t length, al_range source);

/* Something begins with the next text: a number, or a name ended by NUL; "" ends what was. */
void al_prose_mark_number(al_prose *prose, al_milestone_kind kind, uint64_t number);
void al_prose_mark_name(al_prose *prose, al_milestone_kind kind, const char *name);

/* The next text is of a kind, up to the end of the layer. `value` may be "". They nest. */
void al_prose_begin(al_prose *prose, al_layer_kind kind, const char *value);
void al_prose_end(al_prose *prose, al_layer_kind kind); /* the innermost of the kind, if any */

#endif
