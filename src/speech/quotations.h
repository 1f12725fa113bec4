/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The quotations of a text as an object: made by the finder (finder.h), completed by whoever checks
 * them, and never changed once handed out. An entry is what the public header shows; what is only
 * known within stands beside it.
 */
#ifndef AL_QUOTATIONS_H
#define AL_QUOTATIONS_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "text/text.h"

struct almost_quotations {
    const almost_allocator *allocator;
    const almost_text *text; /* as it was given; what is left out of it is not quoted */
    char language[8];        /* of the lists that were used; "": none */
    almost_quotation *items; /* in the order of the text */
    size_t n;
    char *names;      /* of speakers, each ended by NUL; items point into it */
    char *full_names; /* all names of several words in the text, each ended by NUL */
    size_t full_names_length;
    /*
     * Sources of all items, side by side: those of item i begin at first_source[i], and there are
     * items[i].sources. Both NULL: there are none. Their texts are borrowed; their changes stand in
     * one row.
     */
    almost_quotation_source *sources;
    size_t n_sources;
    size_t *first_source;
    almost_quotation_change *changes;
    const almost_text **against; /* what they were held against; NULL: nothing, not checked */
    size_t n_against;
    bool reports; /* those below were asked for */
    almost_indirect *indirect;
    size_t n_indirect;
    almost_quotation_change *indirect_changes; /* of all of these, in a row */
    almost_quotations **voices; /* those of each of these, where they were asked for; or NULL */
};

/* Room for `n` quotations of a text, all zero. NULL when memory ends. */
almost_quotations *al_quotations_new(const almost_allocator *allocator, const almost_text *text,
                                     size_t n);

#endif
