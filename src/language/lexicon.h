/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The word lists of data/words as tables, made by tools/lexicon.py when the
 * library is built: for each language which words negate, which are modals,
 * which are numbers and which are no content words. Nothing is loaded or
 * computed at run time; a look-up is one hash and, nearly always, one compare.
 */
#ifndef AL_LEXICON_H
#define AL_LEXICON_H

#include "base/memory.h"

/* What a word is; several may hold. The sections of data/words/README.md. */
typedef enum al_word_class {
    AL_WORD_FUNCTION = 1 << 0,
    AL_WORD_DETERMINER = 1 << 1,
    AL_WORD_NEGATES = 1 << 2,
    AL_WORD_OPENS = 1 << 3,        /* neither, ne: with a word that closes, one negation */
    AL_WORD_CLOSES = 1 << 4,       /* nor, pas */
    AL_WORD_NEAR_OPENING = 1 << 5, /* closes only where one that opens is near */
    AL_WORD_NEARLY_NEGATES = 1 << 6,
    AL_WORD_MODAL = 1 << 7,
    AL_WORD_NUMBER = 1 << 8, /* `number` is its place in al_lexicon_numbers */
    AL_WORD_WHOLE = 1 << 9,  /* stands for two words; `number` is its place in `wholes` */
    AL_WORD_TITLE = 1 << 10  /* a name comes after it */
} al_word_class;

/* How a word takes part in a number. */
typedef enum al_number_role {
    AL_ROLE_ADDS = 1 << 0,
    AL_ROLE_MULTIPLIES = 1 << 1,
    AL_ROLE_SCORE = 1 << 2,
    AL_ROLE_JOINT = 1 << 3,
    AL_ROLE_ARTICLE = 1 << 4,
    AL_ROLE_ORDINAL = 1 << 5,
    AL_ROLE_TIMES = 1 << 6,
    AL_ROLE_VAGUE = 1 << 7,
    AL_ROLE_OUTSIDE = 1 << 8 /* may be a number by itself, not only part of a longer word */
} al_number_role;

typedef enum al_language_property {
    AL_LANGUAGE_SPACED = 1 << 0,   /* 1 000 is one number */
    AL_LANGUAGE_GLUED = 1 << 1,    /* numbers are written as one word */
    AL_LANGUAGE_REVERSED = 1 << 2, /* four and twenty */
    AL_LANGUAGE_TEN = 1 << 3,      /* ten may be followed: dix-sept */
    AL_LANGUAGE_COMPOUND = 1 << 4, /* every part of an ordinal is one: vigésimo primero */
    AL_LANGUAGE_NOUNS = 1 << 5     /* all nouns have capitals */
} al_language_property;

typedef struct al_lexicon_word {
    uint32_t letters; /* place in al_lexicon_strings; folded like AL_FOLD_* all together */
    uint8_t length;
    uint8_t modal;    /* group, from 1; 0: no modal */
    uint16_t classes; /* al_word_class bits */
    uint16_t number;
    uint16_t exact; /* place of the spelling with accents that alone is meant, or 0 */
    uint8_t exact_length;
} al_lexicon_word;

typedef struct al_lexicon_number {
    int64_t value;
    uint16_t roles; /* al_number_role bits */
    uint8_t room;   /* a number below may follow; 0: as the value has it */
} al_lexicon_number;

/* n't, 'll, n': how a word may begin or end, and what that stands for. */
typedef struct al_lexicon_clitic {
    uint16_t letters;
    uint8_t length;
    uint8_t begins;
    uint16_t word;       /* stands for this one, in al_lexicon_words */
    uint32_t modal_mask; /* or for one of these modal groups; bit 0: or for no modal */
} al_lexicon_clitic;

typedef struct al_lexicon_whole {
    uint16_t base;
    uint16_t other;
} al_lexicon_whole;

typedef struct al_lexicon_ending {
    uint16_t letters;
    uint8_t length;
} al_lexicon_ending;

typedef struct al_language {
    char code[4];
    const uint16_t *slots; /* of the hash table: place in al_lexicon_words + 1, or 0 */
    uint32_t mask;
    uint16_t properties; /* al_language_property bits */
    char decimal;
    char thousands;
    const al_lexicon_clitic *clitics;
    uint32_t n_clitics;
    const al_lexicon_whole *wholes;
    const al_lexicon_ending *endings; /* of ordinals in figures */
    uint32_t n_endings;
} al_language;

extern const al_lexicon_word al_lexicon_words[];
extern const uint32_t al_lexicon_words_count;
extern const al_lexicon_number al_lexicon_numbers[];
extern const char al_lexicon_strings[];
extern const al_language al_languages[];
extern const uint32_t al_languages_count;

/* The language of a code such as "en"; NULL when there is no list for it. */
const al_language *al_lexicon_language(const char *code);

uint32_t al_lexicon_hash(const char *letters, size_t length);

/*
 * The word with these folded letters, or NULL. `hash` is al_lexicon_hash() of
 * them. Words that are meant with one spelling only match `exact`, the same
 * word with its accents; NULL matches none of them. `language` may be NULL.
 */
const al_lexicon_word *al_lexicon_find(const al_language *language, const char *letters,
                                       size_t length, uint32_t hash, const char *exact,
                                       size_t exact_length);

/* The number that a word takes part in, or NULL. `word` may be NULL. */
const al_lexicon_number *al_lexicon_number_of(const al_lexicon_word *word);

#endif
