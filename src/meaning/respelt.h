/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs of words that the alignment takes for one word in two spellings, looked
 * at again: two listed words are two words, however alike their letters (bat,
 * cat), unless the pair of texts is a misread one, in which one misread word in
 * twelve is another word by chance (language/misreading.h). Where the language has
 * no list of words, those of its terms tell: iemand, niemand.
 */
#ifndef AL_RESPELT_H
#define AL_RESPELT_H

#include "language/stem.h"
#include "meaning/cell.h"

/* What was found of a pair of forms: in a revision of a book the same pairs come again and again.
 */
typedef struct al_related_pair {
    uint32_t forms[2];
    uint32_t relation; /* al_word_relation + 1; 0: nothing yet */
} al_related_pair;

enum { AL_RELATED_PAIRS = 2048 /* a power of two; a pair takes the place of another */ };

typedef struct al_respelt_reader {
    al_related_pair pairs[AL_RELATED_PAIRS];
    al_token_maker *maker;
    al_stemmer *stemmer;           /* may be NULL */
    const al_language *language;   /* or NULL: then terms alone tell two words */
    const al_term_language *terms; /* or NULL */
} al_respelt_reader;

/* Change what is told of respelt words that are two words from spelling to wording. */
void al_respelt_part(al_respelt_reader *reader, al_cells *cells, al_change *changes, size_t n);

#endif
