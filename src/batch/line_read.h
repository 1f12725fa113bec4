/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line of JSON Lines as a pair of sources: see almost_batch_add_line().
 * jansson parses; it takes its memory from the C library.
 */
#ifndef AL_LINE_READ_H
#define AL_LINE_READ_H

#include "base/must_check.h"
#include "base/memory.h"

typedef struct al_pair_line {
    almost_pair pair; /* points into what follows */
    char *id;         /* JSON; with the line number where the line has none, or cannot be read */
    void *tree;       /* jansson's */
} al_pair_line;

/* A line as it stands in its file. */
typedef struct al_line_source {
    const char *bytes;
    size_t length;
    const char *name; /* of the file, for messages */
    uint64_t number;  /* from 1 */
} al_line_source;

/*
 * Read a line. On failure, too, *out is the caller's to release, and has the id as far as it is
 * known. Errors: FORMAT with the line, MEMORY.
 */
AL_MUST_CHECK almost_status al_pair_line_read(al_pair_line *out, const al_line_source *source,
                                              const almost_allocator *allocator,
                                              almost_error *error);
void al_pair_line_release(al_pair_line *line, const almost_allocator *allocator);

/* Whether the text is a JSON string or number and nothing else. */
bool al_pair_line_is_id(const char *id);

#endif
