/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What moved: words that a witness has in one place and another witness in another one, while
 * neither has them where the other does. Rows never cross, so that these are links between rows.
 */
#ifndef AL_MOVED_H
#define AL_MOVED_H

#include "collate/collation.h"

/* n rows running, from `from` and from `to` on, that hold the same words, the one in witness `a`.
 */
typedef struct al_link {
    uint32_t from;
    uint32_t to; /* behind `from` */
    uint32_t n;  /* words */
    uint32_t a;  /* the witness, by its number, that has them at `from` */
    uint32_t b;  /* and one that has them at `to` */
    double bits; /* how much they say, less what their distance costs */
} al_link;

/*
 * The links of a collation, by `from`, then `to`; the caller's to release. The same in every order
 * of the witnesses, but for which witnesses are named. False when memory ends.
 */
AL_MUST_CHECK bool al_links_find(const almost_collation *collation, al_link **links, size_t *n);

/* One word of a link, seen from one of its two rows. */
typedef struct al_moved_word {
    uint32_t row;
    uint32_t other; /* row */
    uint32_t here;  /* a witness that has it in `row` */
    uint32_t there; /* and one that has it in `other` */
} al_moved_word;

/* The words of all links from both ends, by row, then other; likewise. */
AL_MUST_CHECK bool al_moved_words_find(const almost_collation *collation, al_moved_word **words,
                                       size_t *n);

#endif
