/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules that lead from one spelling to another, letters for letters (our=or), made
 * of data/words/variants.tsv by tools/variants.py, where each rule's conditions
 * are explained; and how many of them lead from one word to another.
 */
#ifndef AL_REWRITE_H
#define AL_REWRITE_H

#include "language/lexicon.h"
#include "words/forms.h"

enum {
    AL_REWRITE_START = 1 << 0, /* where a rule holds */
    AL_REWRITE_END = 1 << 1,
    AL_REWRITE_SPELLING = 1 << 2, /* of what kind it is */
    AL_REWRITE_LOOSE = 1 << 3,    /* holds where not both are listed words */
    AL_REWRITE_FORM = 1 << 4,
    AL_REWRITE_AFFIX = 1 << 5,
    AL_REWRITE_LOOK = 1 << 6,
    AL_REWRITE_EXCEPT = 1 << 7,
    AL_REWRITE_DOUBLED = 1 << 8 /* in no table: one letter or the same twice */
};
#define AL_REWRITE_KINDS 6         /* in the table */
#define AL_REWRITE_MOST_RULES 1000 /* of a language; tools/variants.py sees to it */

/* Longer words are led to no other. */
#define AL_REWRITE_MOST_BYTES 64

typedef struct al_rewrite {
    uint16_t a, b;          /* places in al_rewrite_letters */
    uint16_t after, before; /* bytes one of which stands before or behind the rule's; 0: any */
    uint8_t a_length, b_length;
    uint8_t least_before, least_behind;
    uint8_t flags;
    uint32_t a_letters, b_letters; /* which bytes they have, by their five lower bits */
} al_rewrite;

typedef struct al_rewrites_of {
    char language[4];                      /* empty: those of all languages alone */
    uint16_t firsts[AL_REWRITE_KINDS + 1]; /* in al_rewrites, by kind; the longest stand first */
} al_rewrites_of;

extern const al_rewrite al_rewrites[];
extern const char al_rewrite_letters[];
extern const al_rewrites_of al_rewrite_languages[];
extern const uint32_t al_rewrite_languages_count;
extern const uint32_t al_rewrite_longest; /* bytes of a rule's letters, but of exceptions */

/*
 * The least number of rules of these `kinds` (AL_REWRITE_SPELLING and those after it) that leads
 * from word `a` to word `b`, either way round, or `most` + 1. `language` may be NULL.
 */
uint32_t al_rewrite_count(const al_language *language, uint32_t kinds, al_letters a, al_letters b,
                          uint32_t most);

/* Whether the two are listed as two words, whatever rule leads from one to the other. */
bool al_rewrite_is_excepted(const al_language *language, al_letters a, al_letters b);

#endif
