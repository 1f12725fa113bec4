/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which source an account says that a quotation is from: its name, or what tells it from the
 * others, beside the quotation: (Title, ch. 3), [12] with its note, {{cite}}, an address, a file.
 */
#ifndef AL_CITATION_H
#define AL_CITATION_H

#include "quote/notes.h"
#include "quote/parts.h"
#include "quote/titles.h"

/* What is asked where an account has a quotation. */
typedef struct al_citations {
    const almost_text *account; /* what is compared of it */
    const al_titles *titles;
    const al_notes *notes;
} al_citations;

/* Where a quotation stands. */
typedef struct al_cited_at {
    al_range outer;   /* with its marks */
    al_range around;  /* up to the quotations before and behind, or the ends of its paragraph */
    uint32_t ordinal; /* which quotation of its paragraph it is, from 0, */
    uint32_t beside;  /* and how many there are */
} al_cited_at;

typedef struct al_cited {
    size_t source;       /* SIZE_MAX: none is named */
    bool sure;           /* it is a citation, and not only a word that names it */
    al_part_label label; /* the part of it that is named, */
    al_range part;       /* and where: bytes of the account; empty: none is */
} al_cited;

/* What is cited for a quotation. Takes a bounded time, whatever the account and the sources. */
al_cited al_citation_find(const al_citations *citations, const al_cited_at *at);

#endif
