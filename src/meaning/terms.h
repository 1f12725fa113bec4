/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lists of data/meaning as tables, made by tools/terms.py when the library
 * is built: words and phrases that negate, say how many, on what condition, how
 * surely, in which unit ... A term has a class and in it a group; terms of one
 * group say the same. Nothing is loaded or computed at run time.
 */
#ifndef AL_TERMS_H
#define AL_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of CLASSES in tools/terms.py. */
typedef enum al_term_class {
    AL_TERM_NONE,
    AL_TERM_NEGATION,
    AL_TERM_IDIOM, /* a phrase with a negation or number in it that is none; group: what it says */
    AL_TERM_QUANTITY,
    AL_TERM_CONDITION,
    AL_TERM_HEDGE,
    AL_TERM_MODAL,
    AL_TERM_TITLE,
    AL_TERM_MULTIPLE, /* group: the factor */
    AL_TERM_FRACTION, /* group: its value */
    AL_TERM_DECADE,   /* group: its first year of a century */
    AL_TERM_CENTURY,  /* group: its number */
    AL_TERM_GROUP,    /* so many people: zu dritt */
    AL_TERM_CLOCK,    /* group: minutes after midnight */
    AL_TERM_SAME,     /* abbreviations and full forms of one word */
    AL_TERM_UNIT,
    AL_TERM_MONTH,   /* group: 1 to 12 */
    AL_TERM_WEEKDAY, /* group: 1 (Sunday) to 7 */
    AL_TERM_NAME,    /* forms of one name */
    AL_TERM_DAYPERIOD,
    AL_TERM_OPPOSITE,   /* one side of a pair of opposites, which is the group */
    AL_TERM_MARKER,     /* group label: a letter behind it is one: Annex; heading: Chapter; faint: a
                           number that is another word, too: neuf */
    AL_TERM_CLOCKPART,  /* of times: o'clock, past; group: what it does */
    AL_TERM_SCALE,      /* Mio.; group: the factor */
    AL_TERM_PREFIX,     /* turns the word behind it: onmogelijk */
    AL_TERM_SET,        /* one of a set, each unlike the others; group: set/member */
    AL_TERM_CLOCKSTART, /* of times, as AL_TERM_CLOCKPART, but what one begins with: half past */
    AL_TERM_CLASSES
} al_term_class;

typedef enum al_term_flag {
    AL_TERM_FAINT = 1 << 0,        /* says something only against another term of its class */
    AL_TERM_SECOND = 1 << 1,       /* of an opposite: the second side */
    AL_TERM_SHORT = 1 << 2,        /* an abbreviation that is a word of its own, too */
    AL_TERM_DOUBTFUL = 1 << 3,     /* a month or day that is a common word, too: march */
    AL_TERM_BEFORE_NUMBER = 1 << 4 /* only where a number follows: over, about */
} al_term_flag;

typedef struct al_term_word {
    uint32_t letters; /* place in al_term_strings */
    uint8_t length;
    uint16_t starts; /* place in al_term_starts; those of the next word follow */
} al_term_word;

/* The terms of one language that begin with one word. */
typedef struct al_term_start {
    uint16_t first; /* place in al_terms */
    uint8_t n;
    uint8_t language; /* place in al_term_languages */
    uint32_t classes; /* bit 1 << al_term_class for each class that one of them has */
} al_term_start;

typedef struct al_term {
    uint16_t first;  /* number of its first word */
    uint16_t rest;   /* place in al_term_rest of the numbers of its other words */
    uint16_t group;  /* place in al_term_groups */
    uint8_t n_words; /* the first included */
    uint8_t class;   /* al_term_class */
    uint8_t flags;   /* al_term_flag bits */
} al_term;

typedef struct al_term_group {
    uint32_t name; /* place in al_term_group_names, ended by NUL */
    int32_t numerator;
    int32_t denominator;
} al_term_group;

typedef struct al_term_language {
    char code[4]; /* "*" for all */
    uint32_t first;
    uint32_t n;
} al_term_language;

/*
 * In modules for browsers, where every byte is fetched, what follows from the rest is made
 * when the module is loaded, before anybody can ask: terms_made.h.
 */
#ifdef __EMSCRIPTEN__
#define AL_TERMS_CONST
#else
#define AL_TERMS_CONST const
#endif

extern AL_TERMS_CONST uint16_t al_term_slots[];
extern const uint32_t al_term_mask;
extern AL_TERMS_CONST al_term_word al_term_words[]; /* one more than there are */
extern AL_TERMS_CONST al_term_start al_term_starts[];
extern const uint32_t al_term_words_count;
extern const uint16_t al_term_rest[];
extern AL_TERMS_CONST al_term al_terms[];
extern const al_term_group al_term_groups[];
extern const char al_term_strings[];
extern const char al_term_group_names[];
extern const al_term_language al_term_languages[];
extern const uint32_t al_term_languages_count;

/* Some terms that lie side by side: those of one language that begin with one word, longest first.
 */
typedef struct al_term_list {
    const al_term *terms;
    uint32_t n;
    uint32_t classes; /* bit 1 << al_term_class for each class that one of them has */
} al_term_list;

/* The terms of a language such as "en", or of all languages, "*"; NULL where there are none. */
const al_term_language *al_terms_language(const char *code);

/*
 * The number of a word by its letters, folded by typography, case and edges (fold.h), accents kept;
 * 0 when no term of any language has it.
 */
uint16_t al_terms_word(const char *letters, size_t length);

/* The terms of a language (may be NULL) that begin with a word. */
al_term_list al_terms_from(const al_term_language *language, uint16_t word);

/* The group of a class that has a name, such as "not", in a language; UINT16_MAX: none has. */
uint16_t al_terms_group_named(const al_term_language *language, uint8_t term_class,
                              const char *name);

/* The name of a group, such as "not". */
const char *al_terms_group_name(uint16_t group);

/* Whether a group has this name. */
bool al_terms_group_is(uint16_t group, const char *name);

#endif
