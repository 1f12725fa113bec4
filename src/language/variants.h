/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What two words of like letters are to each other: one word in two spellings,
 * two forms of one, two words, or a word and what a machine or an eye misread of
 * it. The dictionary says which are words, the rules of rewrite.h which are variants.
 *
 * What a single pair is does not decide alone: of misread words, too, one in
 * twelve is a listed word by chance. See misreading.h.
 */
#ifndef AL_VARIANTS_H
#define AL_VARIANTS_H

#include "language/rewrite.h"

typedef enum al_word_relation {
    AL_WORDS_SAME,     /* equal, or but for apostrophes and hyphens */
    AL_WORDS_SPELLING, /* a rule or two lead from one to the other: colour, color */
    AL_WORDS_FORM,     /* one is known, both have one stem or a rule says so: walked, walks */
    AL_WORDS_OTHER,    /* both known and no rule: cat, bat */
    AL_WORDS_MISREAD,  /* one of them is known: not, uot */
    AL_WORDS_AFFIX,    /* parted by an affix that turns the meaning: sicura, insicura */
    AL_WORDS_APART,    /* one of them is known, but the other no misreading of it to rely on: a
                          name, a unit, of figures, or of one or two letters */
    AL_WORDS_UNKNOWN   /* neither is known, or one is longer than AL_REWRITE_MOST_BYTES */
} al_word_relation;

enum {
    AL_RELATED_CAPITAL = 1 << 0, /* has a capital where a sentence gives it none */
    AL_RELATED_UNIT = 1 << 1
};

typedef struct al_related_word {
    al_letters folded; /* by AL_FOLD_TYPOGRAPHY, AL_FOLD_CASE and AL_FOLD_EDGES */
    al_letters plain;  /* by AL_FOLD_ACCENTS as well */
    uint64_t stem;     /* al_stemmer_stem(), or 0: unknown, and equal to none */
    uint32_t marks;    /* AL_RELATED_* */
} al_related_word;

/* Symmetric in its words. `language` may be NULL: no word is known then. */
al_word_relation al_words_relate(const al_language *language, const al_related_word *a,
                                 const al_related_word *b);

#endif
