/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The passage of the sources that supports what is told in other words: the one that shares more
 * rare stems with it, close together, than chance would make it. The score is that of reworded
 * passages (reword/, doc/method.md), asked of a few words against all that the sources hold.
 */
#ifndef AL_SUPPORT_H
#define AL_SUPPORT_H

#include "base/range.h"
#include "language/background.h"
#include "language/stem.h"
#include "quote/cut.h"
#include "quote/sources.h"

/* The stems of the sources, with lists of where each stands. Made once; nothing changes then. */
typedef struct al_support {
    const almost_allocator *allocator;
    const al_sources *sources;
    const char *language; /* that words are stemmed by: of the longest source; or NULL */
    const al_background *background;
    uint64_t *hashes; /* of the stems, ascending: a stem is its place here */
    uint32_t n_stems;
    uint32_t *stems;  /* of each key */
    uint32_t *starts; /* of each stem: where its list begins; one more behind */
    uint32_t *places; /* in the row, ascending */
} al_support;

/* The sources are borrowed. The caller's to release in any case. MEMORY. */
AL_MUST_CHECK almost_status al_support_init(al_support *support, const al_sources *sources,
                                            almost_error *error);
void al_support_release(al_support *support);

/* A passage and what speaks for it. */
typedef struct al_supported {
    al_range words; /* of the row; empty: there is none */
    size_t source;
    float score;     /* bits */
    float share;     /* of what its words say, what the passage has: 0 to 1 */
    double expected; /* such passages by chance */
} al_supported;

/* The best passage for some words of an account. `stemmer` is of support->language. False when
   memory ends. */
AL_MUST_CHECK bool al_support_find(const al_support *support, al_stemmer *stemmer,
                                   const almost_text *account, const al_word_span *words,
                                   uint32_t n, al_supported *out);

#endif
