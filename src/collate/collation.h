/* SPDX-License-Identifier: Apache-2.0 */
/* The collation object: witnesses, their forms, and the table in which their words stand. */
#ifndef AL_COLLATION_H
#define AL_COLLATION_H

#include "collate/align.h"
#include "collate/chapters.h"
#include "collate/decisions.h"

#include <assert.h>

/* More would need more memory for pairs than anybody has. */
#define AL_MOST_WITNESSES 4096

struct almost_collation {
    const almost_allocator *allocator;
    uint32_t n; /* witnesses, as they were given */
    al_witness *witnesses;
    char *sigla; /* where they lie */
    al_spellings spellings;
    al_tradition tradition; /* witnesses of equal forms as one, in an order of its own */
    al_columns table;       /* of its sequences */
    uint32_t *cells;        /* of the table: their forms, as rows have them; NULL: few sequences */
    al_model model;         /* of how its words are spelt */
    bool whole;             /* no block was too large to be weighed */
    almost_text **texts;    /* that the collation made itself; NULL: none */
    size_t n_texts;
    char *document; /* of JSON that it was made from; NULL: of texts */
    size_t document_length;
    al_chapters_of chapters; /* where each is collated by itself */
    al_decisions decisions;  /* that it keeps to; none: all 0 */
    char *groups;            /* of an earlier answer, each "Y=A,B" with a NUL; NULL: none */
    size_t n_groups;
    size_t groups_length;
};

/* The token of a witness in a row, or AL_NO_WORD. */
static inline uint32_t al_collation_token(const almost_collation *collation, uint64_t row,
                                          size_t witness)
{
    assert(row < collation->table.n && witness < collation->n);
    return collation->table
        .words[row * collation->table.n_members + collation->tradition.of_witness[witness]];
}

/* Fill `cells` of a collation whose table is there. False when memory ends. */
AL_MUST_CHECK bool al_collation_lay_out(almost_collation *collation);

/* An empty collation of `n` witnesses, to be filled; NULL when memory ends. */
almost_collation *al_collation_new(const almost_allocator *allocator, size_t n);

/*
 * Align the witnesses, which are cut and have sigla, as options->fix wants it, and prove that each
 * can be rebuilt. The options are complete, and their environment, too. The collation stays the
 * caller's on failure. MEMORY, CANCELLED, TIMEOUT, ARGUMENT, FORMAT (of options->fix).
 */
AL_MUST_CHECK almost_status al_collation_finish(almost_collation *collation,
                                                const almost_collate_options *options,
                                                almost_error *error);

#endif
