/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the letters of one form say of a value: figures of any script with what
 * is glued to them (4.5m, 20k, 1990s, 14th, 9pm, 10월), Han numerals, or a code
 * of letters and figures that is no number (KL1234). Found once a form.
 */
#ifndef AL_VALUE_LETTERS_H
#define AL_VALUE_LETTERS_H

#include "language/lexicon.h"

/* What a form is made of. */
typedef enum al_shape {
    AL_SHAPE_PLAIN,   /* letters; or figures that print for letters: 0f */
    AL_SHAPE_FIGURES, /* begins with a number in figures */
    AL_SHAPE_CODE,    /* letters and figures: an identifier */
    AL_SHAPE_HAN,     /* a number in Han numerals, and what is glued behind it */
    AL_SHAPE_WORD     /* no language is known, and in one of the six it is a number */
} al_shape;

/* A whole number over another: values are compared exactly. */
typedef struct al_fraction {
    int64_t numerator;
    int64_t denominator; /* above 0; 0: no such fraction */
} al_fraction;

/* What follows the figures in one form. */
typedef enum al_suffix {
    AL_SUFFIX_NONE,
    AL_SUFFIX_ORDINAL, /* 14th */
    AL_SUFFIX_SCALE,   /* 20k, 4bn */
    AL_SUFFIX_DECADE,  /* 1990s */
    AL_SUFFIX_HOUR,    /* 9pm, 21h15 */
    AL_SUFFIX_UNIT,    /* 5mg: whether it is one is for the lists to say */
    AL_SUFFIX_OTHER    /* of another script */
} al_suffix;

typedef struct al_figures {
    al_fraction value; /* without the suffix; denominator 0: more than 64 bits, or no number */
    uint64_t hash;     /* of its digits */
    al_suffix suffix;
    int64_t scale;   /* of SCALE and, where it may be a scale as well as a unit, of UNIT; else 1 */
    int32_t minutes; /* of HOUR: behind the hour */
    uint8_t half;    /* of HOUR: 1 am, 2 pm, 0 neither said */
    uint8_t digits;  /* of the whole part */
    bool plain;      /* digits alone, no sign among them */
    const char *letters; /* of the suffix, folded, in `room` */
    size_t length;
    int32_t parts[3]; /* of 3.5.2012: day, month, year as they stand; else 0 */
    char room[96];
} al_figures;

/* The shape of a form; `language` may be NULL. */
al_shape al_shape_of(const al_language *language, const char *bytes, size_t length);

/* Read a form that AL_SHAPE_FIGURES. */
void al_figures_read(const al_language *language, const char *bytes, size_t length,
                     al_figures *out);

/* The digit that a code point is in any script, or -1. */
int32_t al_digit_of(uint32_t c);

/* The fraction that a sign such as ½ is; denominator 0 for none. */
al_fraction al_fraction_of_sign(uint32_t c);

/* The value of the Han numerals that some bytes begin with; returns how many bytes they take. */
size_t al_han_read(const char *bytes, size_t length, int64_t *value);

/* The number that a form that AL_SHAPE_WORD is in the first language that has it; else false. */
bool al_number_somewhere(const char *bytes, size_t length, int64_t *value);

/*
 * Whether one of two words may be the other, misread: figures for the letters that they look like
 * (Bristo1), and no figures in the one. One letter in four may be another.
 */
bool al_letters_alike(const char *a, size_t a_length, const char *b, size_t b_length);

/* The product or sum; denominator 0 when it does not fit. */
al_fraction al_fraction_times(al_fraction a, al_fraction b);
al_fraction al_fraction_plus(al_fraction a, al_fraction b);

#endif
