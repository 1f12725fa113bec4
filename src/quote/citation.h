/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which source an account says that a quotation is from: its name, or what tells it from the
 * others, beside the quotation: (Title, ch. 3), [12] with its note, {{cite}}, an address, a file.
 */
#ifndef AL_CITATION_H
#define AL_CITATION_H

#include "base/range.h"
#include "quote/sources.h"

/* A run of letters and figures of a source's name, by its hash. */
typedef struct al_title_run {
    uint64_t hash;
    uint32_t source;
    uint16_t at;  /* its place in the name */
    bool figures; /* figures only, or too short to be a word */
} al_title_run;

typedef struct al_titles {
    const almost_allocator *allocator;
    al_title_run *runs; /* by hash, then by source */
    size_t n;
    size_t room;
    uint16_t *lengths; /* of each source: runs of its name */
    uint16_t *scores;  /* room for a look at each */
    size_t n_sources;
} al_titles;

/* Read the names of sources. False when memory ends; the caller's to release in any case. */
AL_MUST_CHECK bool al_titles_init(al_titles *titles, const al_sources *sources);
void al_titles_release(al_titles *titles);

typedef struct al_cited {
    size_t source; /* SIZE_MAX: none is named */
    bool sure;     /* it is a citation, and not only a word that names it */
} al_cited;

/*
 * What is cited for a quotation with its marks at `outer` of an account; `around`: the bytes up to
 * the quotations before and behind, or the ends of the paragraph.
 */
al_cited al_citation_find(al_titles *titles, const almost_text *account, al_range outer,
                          al_range around);

#endif
