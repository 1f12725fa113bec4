/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stem of a word and how common it is in its language, worked out once for
 * each word of a vocabulary and left with it: for many comparisons.
 */
#ifndef AL_KNOWN_STEM_H
#define AL_KNOWN_STEM_H

#include "text/background.h"
#include "text/vocabulary.h"

typedef struct al_stem {
    uint64_t key; /* al_stemmer_stem() */
    float share;  /* al_background_share() */
} al_stem;

/* Where stems come from: one a comparison. Its stemmer is made when it is first needed. */
typedef struct al_stem_source {
    const almost_allocator *allocator;
    const char *language; /* as for al_stemmer_new(); forever */
    const al_background *background;
    al_vocabulary *vocabulary;  /* NULL: nothing is kept */
    struct al_stemmer *stemmer; /* NULL: not needed so far */
} al_stem_source;

/* Tell that the stem of a word will be wanted soon, so that asking does not wait for memory. */
static inline void al_stem_soon(al_vocable *vocable)
{
    __builtin_prefetch(atomic_load_explicit(&vocable->stems, memory_order_relaxed));
}

/* The stem of a word; `vocable` may be NULL. Errors: MEMORY. */
almost_status al_stem_of(al_stem_source *source, al_vocable *vocable, const char *bytes,
                         size_t length, al_stem *stem, almost_error *error);

void al_stem_source_release(al_stem_source *source);

#endif
