/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line of JSON Lines as a pair of sources, or as an account: see almost_batch_add_line() and
 * almost_check_batch_add_line().
 * jansson parses; it takes its memory from the C library.
 */
#ifndef AL_LINE_READ_H
#define AL_LINE_READ_H

#include "base/must_check.h"
#include "base/memory.h"
#include "base/names.h"

/* A text of a pair as it was given: where it is, and how it is to be read. */
typedef struct al_given_text {
    almost_source source; /* its options are those beside it */
    almost_text_options options;
} al_given_text;

/* Where a line stands, for messages. */
typedef struct al_line_place {
    const char *name; /* of the file */
    uint64_t line;    /* from 1 */
} al_line_place;

typedef struct al_pair_line {
    almost_status status;   /* OK, or why there are no texts: FORMAT, MEMORY */
    al_given_text texts[2]; /* point into what follows */
    char *id;   /* JSON; with the line number where the line has none; NULL: no memory for it */
    void *tree; /* jansson's */
} al_pair_line;

/* A line as it stands in its file. */
typedef struct al_line_source {
    const char *bytes;
    size_t length;
    al_line_place place;
} al_line_source;

/* Read a line. *out is made in any case: of a line that is no pair, too, the id may be known. */
void al_pair_line_read(al_pair_line *out, const al_line_source *source,
                       const almost_allocator *allocator, almost_error *error);
/* The same of a line with one text: {"id", "path"} or {"id", "text"}, which is texts[0]. */
void al_account_line_read(al_pair_line *out, const al_line_source *source,
                          const almost_allocator *allocator, almost_error *error);
void al_pair_line_release(al_pair_line *line, const almost_allocator *allocator);

/* Whether a line says nothing. */
bool al_given_is_blank(const char *bytes, size_t length);

/* Whether the text is a JSON string or number and nothing else. */
bool al_pair_line_is_id(const char *id);

#endif
