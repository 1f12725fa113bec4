/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What number is written: in figures, in Roman numerals, or in words of the
 * six languages, part by part. The grammar is one for all of them: parts add
 * while there is room below the last one (after twenty, below ten), hundreds
 * multiply a group, thousands and up close it. Languages differ in their word
 * lists and in the few properties of al_language.
 *
 * A number has a kind: the third is not three. al_number_code() tells every
 * number of every kind apart: the value of a cardinal is its code; ordinals,
 * times (twice) and vague ones (hundreds) have the value with bit 62, 61 or 60
 * set; what is no whole number below 10^17 has a negative code, a hash.
 */
#ifndef AL_NUMBERS_H
#define AL_NUMBERS_H

#include "language/lexicon.h"

typedef enum al_number_kind {
    AL_NUMBER_CARDINAL,
    AL_NUMBER_ORDINAL,
    AL_NUMBER_TIMES,
    AL_NUMBER_VAGUE,
    AL_NUMBER_ROMAN, /* cardinal or ordinal: Henry VIII is the eighth */
    AL_NUMBER_OTHER  /* decimals, codes such as 1820s: value is a hash */
} al_number_kind;

typedef struct al_number {
    int64_t value;
    al_number_kind kind;
} al_number;

int64_t al_number_code(al_number number);

/* Whether the two are the same number: equal, or a Roman one that may be read so. */
bool al_number_equal(al_number a, al_number b);

/* A number that is being read, part by part. */
typedef struct al_number_state {
    int64_t total; /* of the groups that are closed by a thousand or more */
    int64_t group;
    int64_t scale; /* the multiplier that closed the last group, or 0 */
    int32_t room;  /* what is added must be below */
    al_number_kind kind;
    bool any;
    bool article; /* nothing yet but `a` or `ein` */
    bool joint;   /* the last part was `and` */
    bool closed;  /* nothing may follow */
} al_number_state;

void al_number_begin(al_number_state *state);

/* Add a part. False when it does not fit; the state is spoilt then. `inside` is for parts of one
 * word. */
bool al_number_take(al_number_state *state, const al_language *language,
                    const al_lexicon_number *part, bool inside);

/* The same with a whole number as the part: 2 million. */
bool al_number_take_value(al_number_state *state, al_number number);

/* Whether what was read is a number, and not only the beginning of one. */
bool al_number_complete(const al_number_state *state);

al_number al_number_result(const al_number_state *state);

/* A word that begins with a figure, folded; always a number, if only of kind other. */
al_number al_number_figures(const al_language *language, const char *letters, size_t length);

/* A row of figures as a whole number over a power of ten: 4.5 is 45 over 10. False when it is none.
 */
bool al_number_decimal(const al_language *language, const char *letters, size_t length,
                       int64_t *digits, int64_t *over);

/* The value of a Roman numeral in its standard form, in small letters; 0 when it is none. */
int32_t al_number_roman(const char *letters, size_t length);

/* A number in one word, glued or with hyphens: dreiundzwanzig, quatre-vingt-dix. */
bool al_number_glued(const al_language *language, const char *letters, size_t length,
                     al_number *number);

/* Whether figures or Roman numerals end like an ordinal: th, ème. */
bool al_number_ordinal_ending(const al_language *language, const char *letters, size_t length);

#endif
