/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Antonyms of English (hot, cold): the pairs of data/words/antonyms-en.tsv, which
 * tools/antonyms.py takes from WordNet and turns into a table. Pairs are of lemmas; a
 * form is led to its lemmas by the endings of English, as WordNet's own look-up does.
 */
#ifndef AL_ANTONYMS_H
#define AL_ANTONYMS_H

#include "base/memory.h"

/* Lemmas in order of their letters. */
typedef struct al_antonym_lemma {
    uint16_t letters; /* place in al_antonym_letters */
    uint8_t length;
    uint8_t n;      /* antonyms */
    uint16_t first; /* of them in al_antonym_numbers */
} al_antonym_lemma;

extern const al_antonym_lemma al_antonym_lemmas[];
extern const uint32_t al_antonym_lemmas_count;
extern const uint16_t al_antonym_slots[]; /* by al_lexicon_hash(): number of a lemma + 1, or 0 */
extern const uint32_t al_antonym_mask;
extern const uint16_t al_antonym_numbers[];
extern const char al_antonym_letters[];

/* The listed lemmas that a word may be a form of. */
#define AL_ANTONYM_MOST_LEMMAS 4
typedef struct al_antonym_lemmas_found {
    uint16_t numbers[AL_ANTONYM_MOST_LEMMAS]; /* in al_antonym_lemmas */
    uint32_t n;
} al_antonym_lemmas_found;

/* `letters` are folded by all of AL_FOLD_*. */
al_antonym_lemmas_found al_antonyms_find(const char *letters, size_t length);

/* Whether a lemma of the one is an antonym of a lemma of the other. Symmetric. */
bool al_antonyms_meet(const al_antonym_lemmas_found *a, const al_antonym_lemmas_found *b);

/* The same of words. */
bool al_antonyms_are(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
