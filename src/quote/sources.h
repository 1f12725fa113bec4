/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sources that quotations are held against, as one row of words: each a key, worth as many bits
 * as its share of all words says; with lists of where each rare word stands, and each pair of
 * common ones. Made once; nothing changes then, so that threads may share it.
 */
#ifndef AL_SOURCES_H
#define AL_SOURCES_H

#include "base/deadline.h"
#include "language/lexicon.h"
#include "quote/keys.h"
#include "words/words.h"

/* Words that have no list of their own: their pairs have. */
enum { AL_COMMON_WORDS = 256 };

/* Bits that a word is worth at most: rarer ones are names, misprints and other accidents. */
#define AL_MOST_BITS 16.F

typedef struct al_source {
    const almost_text *text; /* what is compared of it; borrowed */
    uint32_t first;          /* of its words in the row */
    uint32_t end;
    const al_language *language; /* or NULL */
    bool misread;                /* a scan: many of its words mix letters and figures */
} al_source;

/* Places in the row, ascending. */
typedef struct al_postings {
    const uint32_t *places;
    uint32_t n;
} al_postings;

typedef struct al_sources {
    const almost_allocator *allocator;
    al_keys keys;
    al_source *items;
    size_t n;
    al_word_span *spans;   /* of each word, in its text */
    uint32_t *words;       /* its key; AL_KEY_UNKNOWN between two sources */
    uint32_t n_words;      /* with what is between */
    float *bits;           /* of each key */
    uint16_t *ranks;       /* of each key: by how common it is, or AL_COMMON_WORDS */
    uint32_t *starts;      /* of each key: where its list begins; one more behind */
    uint32_t *pair_starts; /* of each pair of common words, likewise */
    uint32_t *places;
    uint32_t *pair_places;
} al_sources;

/* Read `n` sources, which are borrowed, looking at the clock between them. On success the caller's
   to release; MEMORY, ENCODING, LIMIT, TIMEOUT. */
AL_MUST_CHECK almost_status al_sources_init(al_sources *sources, const almost_allocator *allocator,
                                            const almost_text *const *texts, size_t n,
                                            al_clock *clock, almost_error *error);
void al_sources_release(al_sources *sources);

/* Which source a word of the row is of. */
size_t al_sources_of(const al_sources *sources, uint32_t word);

/* Where a word stands that is not common, and two common ones side by side. */
static inline al_postings al_sources_list(const al_sources *sources, uint32_t key)
{
    uint32_t start = sources->starts[key];
    return (al_postings){sources->places + start, sources->starts[key + 1] - start};
}

static inline al_postings al_sources_pair(const al_sources *sources, uint32_t first,
                                          uint32_t second)
{
    uint32_t pair = (uint32_t)sources->ranks[first] * AL_COMMON_WORDS + sources->ranks[second];
    uint32_t start = sources->pair_starts[pair];
    return (al_postings){sources->pair_places + start, sources->pair_starts[pair + 1] - start};
}

static inline bool al_sources_common(const al_sources *sources, uint32_t key)
{
    return sources->ranks[key] < AL_COMMON_WORDS;
}

/* What a key is worth; a word that no source has as much as the rarest. */
static inline float al_sources_bits(const al_sources *sources, uint32_t key)
{
    return key == AL_KEY_UNKNOWN ? AL_MOST_BITS : sources->bits[key];
}

#endif
