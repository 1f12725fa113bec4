/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The forms that a collation is written in: one row of the table in edition.c and one file each. A
 * form sends bytes to an al_output, which remembers the first failure of the sink; a form itself
 * answers only for memory of its own.
 */
#ifndef AL_EDITION_H
#define AL_EDITION_H

#include "base/must_check.h"
#include "base/output.h"
#include "collate/collation.h"

/* False when memory ended. `options` are complete. */
typedef bool al_edition_function(const almost_collation *collation,
                                 const almost_collation_options *options, al_output *output);

al_edition_function al_edition_table;
al_edition_function al_edition_json;
al_edition_function al_edition_csv;
al_edition_function al_edition_tsv;
al_edition_function al_edition_tei;
al_edition_function al_edition_graphml;
al_edition_function al_edition_dot;
al_edition_function al_edition_apparatus;
al_edition_function al_edition_latex;
al_edition_function al_edition_newick;
al_edition_function al_edition_matrix;
al_edition_function al_edition_summary;
al_edition_function al_edition_consensus;
al_edition_function al_edition_tree;
al_edition_function al_edition_tree_svg;
al_edition_function al_edition_html;
al_edition_function al_edition_decisions;

/* JSON of a collation that was written earlier, and what is known of it. */
typedef struct al_edition_given {
    const char *json;
    size_t length;
    uint64_t rows, variants;
    bool as_made; /* its table is the collation's: nobody has changed it */
} al_edition_given;

/* The page of that JSON as it is; `collation` is of its witnesses. False when memory ended. */
bool al_edition_html_given(const almost_collation *collation, const al_edition_given *given,
                           al_output *output);

/* Of each witness what al_edition_summary says, as a member of a JSON object. */
al_edition_function al_edition_verdicts;

#endif
