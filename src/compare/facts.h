/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What there is to say of a comparison, before it is put into words: which of
 * the two lies whole in the other and where, what touches the meaning, what is
 * missing or new at length, what is wording, and what is small.
 */
#ifndef AL_FACTS_H
#define AL_FACTS_H

#include "compare/comparison.h"

/* Changes that are quoted instead of being counted. */
enum { AL_FACTS_QUOTED = 3 };

typedef struct al_facts {
    al_containment contained;
    al_range place;     /* of the text around it that holds it: bytes from the first to the last */
    uint64_t pieces;    /* stretches of that text, apart from one another, that hold it */
    uint64_t beside;    /* words of the contained text that the other has not */
    uint64_t loud;      /* changes that touch the meaning, but for long stretches */
    uint64_t loud_lots; /* the same with those of one group as one */
    uint64_t wording;   /* others that touch the wording */
    uint64_t small;     /* others: spelling, punctuation, case, spacing */
    uint32_t small_touches;      /* what the small ones touch */
    const al_change *convention; /* the first of the most equal ones among the small; or NULL */
    const al_change *loudest[AL_FACTS_QUOTED]; /* one of a group */
    size_t n_loudest;
    const al_change *stretch; /* the longest that is missing or new, but for the ending; or NULL */
    uint64_t stretch_words;
    const al_change *sentence; /* the first whole sentence, or more, that is missing or new */
    uint64_t sentences;        /* changes that are such */
    uint64_t moved;            /* passages */
    uint64_t reworded;         /* passages */
    bool spelt_out; /* the telling says something at length that the original says shortly */
} al_facts;

/* Of a comparison whose changes, passages, verdict and statistics are complete. */
al_facts al_facts_of(const almost_comparison *comparison);

#endif
