/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands above a comparison for reading: the verdict, the shares, what
 * touches the meaning, what is missing, new or moved at length, and where the
 * two part for good.
 */
#ifndef AL_HEAD_H
#define AL_HEAD_H

#include "page/reading.h"
#include "write/writer.h"
#include "base/must_check.h"

typedef struct al_page {
    const almost_comparison *comparison;
    const almost_write_options *options;
    al_output *output;
    bool colour;
    al_reading original;
    al_reading telling;
    const struct al_retold *retold; /* what is shown as blocks, or NULL */
} al_page;

void al_page_init(al_page *page, const almost_comparison *comparison,
                  const almost_write_options *options, al_output *output);

/* The verdict, wrapped, its first word in a colour of its own. */
AL_MUST_CHECK almost_status al_head_verdict(const al_page *page);

/* All of the head; an empty line follows each part that there is. */
AL_MUST_CHECK almost_status al_head_write(const al_page *page);

/* A quotation of what begins at `span`, clipped to the width of the page. */
void al_head_quote(al_line *line, const al_page *page, const al_reading *reading, almost_span span,
                   al_style style);

/* A flow sink that sends lines to the al_output that is its context. */
bool al_head_send(void *output, al_line *line);

#endif
