/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Abbreviations as the words they stand for: `dns` and `tãtũ` get the forms of `dominus` and
 * `tantum`. What an abbreviation may stand for is listed, in data/words/abbreviations.tsv; which of
 * it is meant, the witnesses say: what they write in full, most often. What none of them does stays
 * as it is, so that no language is to be named and no reading is invented. Words themselves stay;
 * only their forms, by which they are held against each other, change.
 */
#ifndef AL_EXPAND_H
#define AL_EXPAND_H

#include "collate/spellings.h"
#include "collate/witness.h"

/* A whole word by its form; the same where it is marked; letters anywhere in a word. */
enum { AL_ABBREVIATED_WORD, AL_ABBREVIATED_MARKED, AL_ABBREVIATED_SIGN };

/* Whole words, and then signs, the longest first. */
typedef struct al_abbreviation {
    uint16_t letters; /* place in al_abbreviation_letters */
    uint16_t full;    /* likewise of the strings that it may stand for, each with a NUL */
    uint8_t length;
    uint8_t n_full;
    uint8_t kind; /* AL_ABBREVIATED_* */
} al_abbreviation;

extern const al_abbreviation al_abbreviations[];
extern const uint32_t al_abbreviations_words; /* those that are whole words */
extern const uint32_t al_abbreviations_count;
extern const char al_abbreviation_letters[];

/* The document of JSON in which tokens lie that have one. */
typedef struct al_expand_source {
    const char *document;
    size_t length;
} al_expand_source;

/*
 * Give the abbreviations of `n` witnesses, which are cut and whose forms are not sorted yet, the
 * forms of what they stand for. Tokens with an `n` of their own keep it. False when memory ends.
 */
AL_MUST_CHECK bool al_expand(al_witness *witnesses, uint32_t n, al_expand_source source,
                             al_spellings *spellings);

#endif
