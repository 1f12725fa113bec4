/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds: places at which two documents have 12 of 25 letters in common, those that a pattern
 * names (a spaced seed: Ma, Tromp and Li, PatternHunter, Bioinformatics 2002). An error between
 * them does no harm, and letters apart are less often the same by chance than letters in a row. One
 * in four is kept, by its hash alone, so that an error beside a seed does not unsample it.
 */
#ifndef AL_SEEDS_H
#define AL_SEEDS_H

#include "reuse/spill.h"

enum {
    AL_SEED_SPAN = 25,
    AL_SEED_HASH_BITS = 40,     /* two seeds with one hash and other letters: the context tells */
    AL_SEED_POSITION_BITS = 40, /* letters of a corpus */
    AL_SEED_AROUND = 6          /* letters of the context on either side, 4 bits each */
};

/* hash 40 | context 48 | letter of the corpus behind the seed 40 */
static inline uint64_t al_seed_hash(const al_record *record)
{
    return record->high >> 24;
}

static inline uint64_t al_seed_position(const al_record *record)
{
    return record->low & ((UINT64_C(1) << AL_SEED_POSITION_BITS) - 1);
}

/* The 12 letters around it, 4 bits each. */
static inline uint64_t al_seed_context(const al_record *record)
{
    return (record->high & 0xFFFFFF) << 24 | record->low >> AL_SEED_POSITION_BITS;
}

/*
 * Whether so many of the 12 letters around two seeds are the same, as far as 4 bits tell, or fewer
 * of them that go on from the seed without another one between.
 */
bool al_seeds_agree(const al_record *a, const al_record *b, int alike, int run);

/* 25 letters of 5 bits: one, 12 and 12. */
typedef struct al_seed_window {
    uint64_t first, middle, last;
} al_seed_window;

/* The seeds of some letters, one after the other. */
typedef struct al_seed_walk {
    const uint8_t *letters;
    size_t n, at;
    al_seed_window window, mask;
} al_seed_walk;

void al_seed_walk_begin(al_seed_walk *walk, const uint8_t *letters, size_t n);

/* The next seed, at letters from 0 on; false where there is none. */
bool al_seed_walk_next(al_seed_walk *walk, al_record *seed);

/* Add the seeds of a document, whose first letter is number `first` of the corpus. */
AL_MUST_CHECK almost_status al_seeds_of(const uint8_t *letters, size_t n, uint64_t first,
                                        al_spill *spill, almost_error *error);

#endif
