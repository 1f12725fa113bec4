/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a quotation is found, and where: in the source that it is said to be from, in another
 * one, or in pieces of several.
 */
#ifndef AL_WHOSE_H
#define AL_WHOSE_H

#include "quote/pieces.h"

#define AL_NO_SOURCE SIZE_MAX

/* A path with its pieces; memory that is used again and again. */
typedef struct al_reading {
    al_path path;
    al_pieces pieces;
} al_reading;

typedef struct al_finder {
    al_places places;
    al_reading readings[2];
} al_finder;

/* Where a quotation is said to be from. */
typedef struct al_wanted {
    size_t source;         /* AL_NO_SOURCE: nobody says so */
    const al_range *parts; /* words of the row that it is said to be among, all in that source */
    uint32_t n_parts;
} al_wanted;

typedef struct al_whose {
    const al_reading *best; /* NULL: nothing like it stands anywhere */
    bool found;
    bool elsewhere;    /* found, but not in the source that was named */
    bool other_part;   /* found in that source, and not in the part of it that was named */
    uint32_t places;   /* where it stands word for word, as far as was counted */
    uint32_t other[3]; /* such places beside the best one, in other sources */
    uint32_t n_other;
    double expected; /* such matches by chance */
} al_whose;

/*
 * Look for a quotation: in the parts and in the source that it is said to be from first. The answer
 * lives until the finder is used again. False when memory ends.
 */
AL_MUST_CHECK bool al_whose_find(al_finder *finder, const al_sources *sources,
                                 const al_quoted *quoted, const al_wanted *wanted, al_whose *out);

/* How many such matches there are by chance in so many words. */
double al_pieces_expected(const al_pieces *pieces, uint32_t n_words);
void al_finder_release(al_finder *finder);

#endif
