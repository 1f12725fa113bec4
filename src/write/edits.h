/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits: changes side by side, with nothing that one sees kept between them,
 * are drawn as one pair, what was deleted before what was put in, and quoted as one. The changes
 * stay as they are, for programs that want them finer. A line break that is meant
 * and kept is seen, too: lines stay apart.
 */
#ifndef AL_EDITS_H
#define AL_EDITS_H

#include "write/retold.h"

/* What is needed to tell which changes are one edit. */
typedef struct al_edit_reader {
    const almost_comparison *comparison;
    al_reading readings[2];
} al_edit_reader;

al_edit_reader al_edit_reader_of(const al_page *page);

/* The same where there is no page. */
al_edit_reader al_edit_reader_for(const almost_comparison *comparison);

/*
 * The last change of the edit that begins with change `first` of the comparison: `first` itself
 * where it stands alone, or is the same.
 */
size_t al_edit_last(const al_edit_reader *reader, size_t first);

/* All of the changes from `first` to `last`, which are one edit, as one. */
al_change al_edit_whole(const almost_comparison *comparison, size_t first, size_t last);

enum { AL_EDIT_PIECES = 16 };

/* An edit as it is drawn. */
typedef struct al_edit {
    al_change pieces[AL_EDIT_PIECES]; /* in the telling's order, kept blanks among them */
    size_t n_pieces;                  /* 0: more than there is room for */
    al_change whole;
    uint64_t ids[AL_EDIT_PIECES]; /* of the pieces, 0 of blanks; all 0 where there is no room */
} al_edit;

/* A walk through all that is drawn: what al_retold_next() deals out, edits gathered. */
typedef struct al_edit_walk {
    al_retold_walk retold;
    al_edit_reader reader;
    uint32_t touching;       /* what is none of these is the same; 0: all is told */
    al_retold_step steps[2]; /* that were looked at, but not dealt out */
    size_t n_steps;
} al_edit_walk;

void al_edit_walk_init(al_edit_walk *walk, const al_page *page);

/* What comes next: a block, a piece that is the same, or else an edit. False at the end. */
bool al_edit_next(al_edit_walk *walk, al_retold_step *step, al_edit *edit);

#endif
