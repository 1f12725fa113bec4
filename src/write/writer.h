/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The forms that a comparison is written in: one row of the table in writer.c
 * and one file each. A form reads the comparison and sends bytes to an
 * al_output, which remembers the first failure of the sink; a form itself
 * answers only for memory of its own.
 */
#ifndef AL_WRITER_H
#define AL_WRITER_H

#include "base/must_check.h"
#include "compare/comparison.h"
#include "base/output.h"

/* `options` are complete: width, context and all later fields have their defaults. */
typedef almost_status al_write_function(const almost_comparison *comparison,
                                        const almost_write_options *options, al_output *output);

al_write_function al_write_inline;
al_write_function al_write_side;
al_write_function al_write_brief;
al_write_function al_write_stat;
al_write_function al_write_json;
al_write_function al_write_patch;
al_write_function al_write_passages;
al_write_function al_write_changes;
al_write_function al_write_findings;
al_write_function al_write_github;
al_write_function al_write_markdown;
al_write_function al_write_chapters;
al_write_function al_write_tei;
al_write_function al_write_html;

typedef struct al_writer {
    almost_form form;
    al_write_function *write;
} al_writer;

/* The caller's options over the defaults, and within bounds. Errors: ARGUMENT. */
AL_MUST_CHECK almost_status al_write_options_complete(const almost_write_options *given,
                                                      almost_write_options *complete,
                                                      almost_error *error);

/* Whether change number `index` belongs to one of these; 0: any does. */
bool al_write_touches(const almost_comparison *comparison, uint64_t index, uint64_t touching);

/* The JSON of a comparison on one line that begins with `id`, itself a piece of JSON. */
void al_write_json_line(const almost_comparison *comparison, const almost_write_options *options,
                        const char *id, al_output *output);

/* The JSON without changes and groups, on one line. */
void al_write_json_head(const almost_comparison *comparison, almost_units units, al_output *output);

/* The row of a form, or NULL when there is none. */
const al_writer *al_writer_of(almost_form form);

#endif
