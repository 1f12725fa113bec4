/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How common the stems of a language are anywhere: the share that a stem has of
 * the words of ordinary prose. What two texts share is worth the less, the
 * commoner it is. The lists are data/background/, where their sources are named;
 * they end where a share is below AL_BACKGROUND_LEAST. They list stems: where
 * al_stemmer_stems() says that words are not stemmed, a table knows too little.
 */
#ifndef AL_BACKGROUND_H
#define AL_BACKGROUND_H

#include <stdint.h>

#define AL_BACKGROUND_LEAST 2e-5f

/* One language's table, read only; see tools/background.py. */
typedef struct al_background {
    const char *language;
    const uint32_t *keys;   /* upper halves of the stems' hashes, ascending */
    const uint16_t *shares; /* of the same stems */
    const uint16_t *starts; /* where the keys begin that have these upper ten bits */
} al_background;

extern const al_background al_backgrounds[];
extern const uint32_t al_backgrounds_count;

/* The table of `language`, a code as for al_stemmer_new(); NULL where there is none. */
const al_background *al_background_find(const char *language);

/*
 * The share of a stem (al_stemmer_stem() for the same language) of all words,
 * 0 to 1; 0 when it is not among the common ones, or `background` is NULL. One stem in
 * a million is taken for a listed one, as hashes of 32 bits coincide.
 */
float al_background_share(const al_background *background, uint64_t stem);

#endif
