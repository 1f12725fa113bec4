/* SPDX-License-Identifier: Apache-2.0 */
/* What a corpus shares as a page for a browser, from the lines that say it. */
#ifndef AL_REUSE_PAGE_H
#define AL_REUSE_PAGE_H

#include "base/must_check.h"
#include "base/output.h"

/* Whether bytes are such lines, by how they begin. */
bool al_reuse_are_lines(const char *bytes, size_t length);

/* Lines, and what is known of them. */
typedef struct al_reuse_lines {
    const char *bytes;
    size_t length;
    const char *name; /* for messages */
    const char *date; /* the member that says when a document is from; NULL: "date" */
} al_reuse_lines;

/* Write the page. Errors: FORMAT with the line, MEMORY. */
AL_MUST_CHECK almost_status al_reuse_page(const al_reuse_lines *lines,
                                          const almost_allocator *allocator, al_output *output,
                                          almost_error *error);

#endif
