/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a page of quotations, by whatever they are known: as an object, or from their JSON.
 */
#ifndef AL_QUOTATIONS_HTML_H
#define AL_QUOTATIONS_HTML_H

#include "base/names.h"
#include "base/output.h"

typedef struct al_quotations_page {
    const char *name; /* of the account */
    uint64_t n;
    uint64_t counts[AL_N_QUOTATION_STATUSES];
    uint64_t reported[AL_N_INDIRECT_STATUSES]; /* what is reported without marks */
    uint64_t n_against;
    bool checked; /* they were held against sources */
} al_quotations_page;

/* The page up to what is shown until the script has drawn it: the sentence, and how many of each.
 */
void al_quotations_html_begin(const al_quotations_page *page, al_output *output);

#endif
