/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs of words that the alignment takes for one word in two spellings, looked
 * at again: two listed words are two words, however alike their letters (bat,
 * cat), unless the pair of texts is a misread one, in which one misread word in
 * twelve is another word by chance (language/misreading.h).
 */
#ifndef AL_RESPELT_H
#define AL_RESPELT_H

#include "language/stem.h"
#include "meaning/cell.h"

typedef struct al_respelt_reader {
    al_token_maker *maker;
    al_stemmer *stemmer;         /* may be NULL */
    const al_language *language; /* or NULL: then all stays as it is */
} al_respelt_reader;

/* Change what is told of respelt words that are two words from spelling to wording. */
void al_respelt_part(const al_respelt_reader *reader, al_cells *cells, al_change *changes,
                     size_t n);

#endif
