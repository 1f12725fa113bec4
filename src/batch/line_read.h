/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line of JSON Lines as a pair of sources: see almost_batch_add_line().
 * jansson parses; it takes its memory from the C library.
 */
#ifndef AL_LINE_READ_H
#define AL_LINE_READ_H

#include "base/memory.h"
#include "base/names.h"

/* A text of a pair as it was given: where it is, and how it is to be read. */
typedef struct al_given_text {
    almost_source source; /* its options are those beside it */
    almost_text_options options;
} al_given_text;

typedef struct al_pair_line {
    al_given_text texts[2]; /* point into what follows */
    char *id;   /* JSON; with the line number where the line has none, or cannot be read */
    void *tree; /* jansson's */
} al_pair_line;

/*
 * Read a line of the file called `name`. On failure, too, *out is the caller's to release, and has
 * the id as far as it is known. Errors: FORMAT with the line, MEMORY.
 */
almost_status al_pair_line_read(al_pair_line *out, const char *bytes, size_t length,
                                const char *name, uint64_t line, const almost_allocator *allocator,
                                almost_error *error);
void al_pair_line_release(al_pair_line *line, const almost_allocator *allocator);

/* Whether the text is a JSON string or number and nothing else. */
bool al_pair_line_is_id(const char *id);

#endif
