/* SPDX-License-Identifier: Apache-2.0 */
/* A merge as a page for a browser: how much is to be decided, then almost.merge/1 in full. */
#ifndef AL_MERGE_PAGE_H
#define AL_MERGE_PAGE_H

#include "base/must_check.h"
#include "merge/merge.h"

#include "html/stream.h"

/* What is said before the script has drawn anything. */
typedef struct al_merge_page {
    const char *base;
    const char *sides[AL_MERGE_MOST_SIDES]; /* as they were named */
    uint64_t changes[AL_MERGE_MOST_SIDES];  /* of each */
    uint32_t n;
    uint64_t n_changes; /* of all; one that several made counts once */
    uint64_t n_open;    /* to be decided */
    uint64_t n_looks;   /* to be looked at */
} al_merge_page;

/* Write the page up to its data, and begin these, almost.merge/1. False when memory ends; else the
   caller writes them and ends the page with al_merge_page_end(). */
AL_MUST_CHECK bool al_merge_page_begin(const al_merge_page *page, al_html_stream *stream,
                                       const almost_allocator *allocator, al_output *output);
void al_merge_page_end(al_html_stream *stream, al_output *output);

#endif
