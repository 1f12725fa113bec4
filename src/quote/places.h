/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where in the sources a quotation may come from. Each eight words of it ask their rarest lists;
 * a place in a list votes for its diagonal (where the quotation would begin), and the best
 * diagonals become windows of the row of words. By eights: a quotation spliced of two pieces has
 * two places, and the rarest lists of the whole may all be of one.
 */
#ifndef AL_PLACES_H
#define AL_PLACES_H

#include "base/range.h"
#include "quote/quoted.h"

enum {
    AL_PLACES_MOST = 12, /* windows that are looked at, for some words of a quotation */
    AL_PLACES_CHUNK = 64 /* words that windows are looked for together */
};

/* What a bucket of diagonals has got. */
typedef struct al_vote {
    float weight; /* bits of the lists that voted for it */
    uint32_t lists;
} al_vote;

/* A bucket in the running. */
typedef struct al_candidate {
    uint32_t first; /* bucket */
    uint32_t last;
    float weight;
    bool best; /* of some eight words */
} al_candidate;

enum { AL_CANDIDATES = 128, AL_PRESENT_WORDS = 512 };

/* Memory for finding, used again and again; the caller's to release. */
typedef struct al_places {
    const almost_allocator *allocator;
    uint32_t *buckets; /* hashed; a power of two; 0: none */
    al_vote *votes;    /* of each; of those alone that there are */
    size_t room;
    size_t n_slots;                     /* in use */
    uint64_t present[AL_PRESENT_WORDS]; /* by their last bits, so that most that are not there are
                                           not looked for */
    al_candidate candidates[AL_CANDIDATES];
    uint32_t n_candidates;
    al_range windows[AL_PLACES_MOST]; /* of the row, ascending, apart from one another */
    uint32_t n;
} al_places;

/*
 * Find windows for the words `words` of a quotation within some words of the row. False when memory
 * ends.
 */
AL_MUST_CHECK bool al_places_find(al_places *places, const al_sources *sources,
                                  const al_quoted *quoted, al_range words, al_range within);
/* Some words as the only window, without asking any list. */
void al_places_take(al_places *places, al_range window);
void al_places_release(al_places *places);

/*
 * Where within some words of the row all words of the quotation stand in a row, none of them in
 * brackets: the first of up to `most` places into `out`; returns how many there are, as far as was
 * counted.
 */
uint32_t al_places_verbatim(const al_sources *sources, const al_quoted *quoted, al_range within,
                            uint32_t *out, uint32_t most);

#endif
