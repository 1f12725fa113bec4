/* SPDX-License-Identifier: Apache-2.0 */
/* What was found, as the quotations of an account have it: sources and changes, side by side. */
#ifndef AL_ANSWER_H
#define AL_ANSWER_H

#include "quote/differences.h"
#include "quote/parts.h"
#include "quote/whose.h"
#include "speech/quotations.h"

/* On its way to the quotations, which take it over at the end. */
typedef struct al_answer {
    const almost_allocator *allocator;
    almost_quotation_source *sources;
    size_t n_sources;
    size_t sources_room;
    size_t *first_change; /* of each source, as rows move while they grow */
    size_t first_room;
    almost_quotation_change *changes;
    size_t n_changes;
    size_t changes_room;
} al_answer;

AL_MUST_CHECK bool al_answer_begin(al_answer *answer, almost_quotations *quotations);

/* What was found of a quotation. */
typedef struct al_found {
    const al_sources *sources;
    const almost_text *const *texts; /* the sources, as the caller has them */
    const al_quoted *quoted;
    const al_whose *whose;
    const al_differences *differences;
    al_parts *parts;     /* NULL: the account names no part */
    uint8_t part_kind;   /* of what it names */
    const char *speaker; /* who says it in the source; NULL: unknown, or not asked */
} al_found;

/* The sources of quotation number `index`, in order. */
AL_MUST_CHECK bool al_answer_add(al_answer *answer, almost_quotations *quotations, size_t index,
                                 const al_found *found);

void al_answer_end(al_answer *answer, almost_quotations *quotations);
void al_answer_release(al_answer *answer);

#endif
