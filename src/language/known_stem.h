/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Known" is what was worked out before and kept (a memo, or cache), here and in known_language.h:
 * the stem of a word and how common it is in its language, worked out once for
 * each word of a vocabulary and left with it: for many comparisons.
 */
#ifndef AL_KNOWN_STEM_H
#define AL_KNOWN_STEM_H

#include "language/background.h"
#include "language/stem.h"
#include "words/vocabulary.h"
#include "base/must_check.h"

typedef struct al_stem {
    uint64_t key; /* al_stemmer_stem() */
    float share;  /* al_background_share() */
} al_stem;

/* Left with a vocable: its stem by some rules, which a background goes with. */
typedef struct al_known_stem {
    const struct al_known_stem *next;
    const al_stem_rules *rules;
    al_stem stem;
} al_known_stem;

/* Where stems come from: one a comparison and language. */
typedef struct al_stem_source {
    const almost_allocator *allocator;
    const char *language; /* as for al_stemmer_new(); forever */
    const al_stem_rules *rules;
    const al_background *background;
    al_vocabulary *vocabulary; /* NULL: nothing is kept */
    al_stemmer *stemmer;       /* NULL: not needed so far */
} al_stem_source;

/* `vocabulary` may be NULL. */
al_stem_source al_stem_source_in(const char *language, const almost_allocator *allocator,
                                 al_vocabulary *vocabulary);
void al_stem_source_release(al_stem_source *source);

/* Tell that the stem of a word will be wanted soon, so that asking does not wait for memory. */
static inline void al_stem_soon(const al_vocable *vocable)
{
    __builtin_prefetch(atomic_load_explicit(&vocable->stems, memory_order_relaxed));
}

/* The stem of a word, if it was left with it, or NULL. */
static inline const al_stem *al_stem_known(const al_stem_source *source, const al_vocable *vocable)
{
    const al_known_stem *known = atomic_load_explicit(&vocable->stems, memory_order_acquire);
    while (known != NULL && known->rules != source->rules)
        known = known->next;
    return known != NULL ? &known->stem : NULL;
}

/* Work out the stem of a word, and leave it with `vocable`, which may be NULL. Errors: MEMORY. */
AL_MUST_CHECK almost_status al_stem_of(al_stem_source *source, al_vocable *vocable,
                                       const char *bytes, size_t length, al_stem *stem,
                                       almost_error *error);

#endif
