/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes at one place, as paragraphs, and what stands around it: for all formats that have to
 * find a place for it.
 */
#ifndef AL_REDLINE_COMING_H
#define AL_REDLINE_COMING_H

#include "redline/kept.h"

/* One paragraph of what comes, of words in one cell or note, or in none. */
typedef struct al_unit {
    al_range atoms; /* of the telling: letters and gaps within the paragraph */
    uint32_t cell, note;
    uint32_t row, column;
    bool heading;
} al_unit;

typedef struct al_units {
    const al_unit *items;
    size_t n;
} al_units;

typedef struct al_coming {
    const al_kept *kept;
    const al_unkept *change;
    al_unit *units;
    size_t n, room;
    uint32_t before, behind; /* letters of the original around it, or AL_NO_ATOM */
    bool starts_hard, ends_hard;
    bool apart;            /* wholes, before those that go */
    bool at_start, at_end; /* of a paragraph of the original, as it stands now */
} al_coming;

/* Of a change that puts something in. False when memory ends; al_coming_release() in any case. */
AL_MUST_CHECK bool al_coming_make(al_coming *coming, const al_kept *kept, const al_unkept *change);
void al_coming_release(al_coming *coming);

/* Units from `from` on that are of the same note, or row, or one that stands alone: their end. */
size_t al_coming_group_end(const al_coming *coming, size_t from);

/* The end of the units from `from` on that are of one table. */
size_t al_coming_table_end(const al_coming *coming, size_t from);

/* Beside which letters words of a line go: behind those before, or before those behind. */
typedef enum al_beside { AL_BESIDE_NONE, AL_BESIDE_BEFORE, AL_BESIDE_BEHIND } al_beside;
al_beside al_coming_beside(const al_coming *coming);

/* Whether a note comes as a whole: nothing of it was there. */
bool al_coming_is_note(const al_coming *coming, const al_unit *unit);

/* Whether the cell of a unit has words that stay, so that it is another paragraph of it. */
bool al_coming_in_old_cell(const al_coming *coming, const al_unit *unit);

/* Whether a unit is in the row that words before what comes stand in, or words behind. */
bool al_coming_same_row(const al_coming *coming, const al_unit *unit, bool behind);

#endif
