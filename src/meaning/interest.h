/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a cell can touch the meaning at all, asked before it is read: most changes of a
 * revision put one plain word for another. What a word may do is worked out once a form; a
 * cell is looked through by these marks alone.
 */
#ifndef AL_INTEREST_H
#define AL_INTEREST_H

#include "meaning/cell.h"

typedef struct al_interest {
    const al_item_reader *reader;
    uint8_t *marks; /* of each form; 0: not asked yet */
    uint8_t *inner; /* of each term word: stands within a phrase, and within few of them */
    bool verbs;     /* turn by what stands within them: every cell is of interest */
    bool cases;     /* endings say who does what, and word for word may turn it */
} al_interest;

/* MEMORY. `code`: of the language, or NULL. The reader must outlive it. */
AL_MUST_CHECK almost_status al_interest_init(al_interest *interest, const al_item_reader *reader,
                                             const char *code, almost_error *error);
void al_interest_release(al_interest *interest);

/* Whether the changes of a cell have to be read to know what they touch. */
bool al_interest_in(al_interest *interest, al_cells *cells, const al_cell *cell);

/* Whether more of the changed words of the one side than of the other may negate. */
bool al_interest_denies(al_interest *interest, al_cells *cells, const al_cell *cell);

#endif
