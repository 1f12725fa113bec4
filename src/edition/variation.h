/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The places of a collation as editors see them: at each, readings and who has them. A witness that
 * breaks off, begins later or has lost a leaf says nothing there, which is no omission.
 */
#ifndef AL_VARIATION_H
#define AL_VARIATION_H

#include "base/must_check.h"
#include "collate/moved.h"
#include "edition/contrast.h"

/* What a reading is beside the one that most have. */
typedef enum al_reading_class {
    AL_READING_MAIN,         /* it is that one */
    AL_READING_PUNCTUATION,  /* the same letters, other signs */
    AL_READING_ORTHOGRAPHIC, /* the same word, spelt otherwise */
    AL_READING_INFLECTION,   /* another ending */
    AL_READING_SUBSTITUTION,
    AL_READING_OMISSION,      /* nothing, where most have a word */
    AL_READING_ADDITION,      /* a word, where most have nothing */
    AL_READING_LACUNA,        /* the witness says nothing here */
    AL_READING_TRANSPOSITION, /* omission or addition: what it has, it has, or others have,
                                 elsewhere */
    AL_N_READING_CLASSES
} al_reading_class;

/* The word for a class, such as "omission"; "main" for the first. */
const char *al_reading_class_name(al_reading_class class);

/* What counts as one reading. */
typedef enum al_grain {
    AL_GRAIN_WRITTEN, /* what is written alike to the byte */
    AL_GRAIN_FORMS,   /* what has one form */
    AL_GRAIN_WORDS    /* what differs in spelling or signs alone: see AL_READING_ORTHOGRAPHIC */
} al_grain;

/* As the options of an edition want it. */
static inline al_grain al_grain_of(const almost_collation_options *options)
{
    return options->significant ? AL_GRAIN_WORDS : AL_GRAIN_WRITTEN;
}

typedef struct al_reading {
    uint32_t leader; /* a witness that has it, as it is written */
    uint32_t n;      /* witnesses */
    bool absent;     /* of those that have no word here */
    al_reading_class class;
} al_reading;

typedef struct al_variation {
    const almost_collation *collation;
    const almost_allocator *allocator;
    al_grain grain;
    uint8_t *silent;      /* of row * n + witness */
    al_reading *readings; /* of the place in hand: al_variation_read() */
    uint32_t n_readings;
    uint32_t *of;  /* of each witness: its reading, or UINT32_MAX: it is silent */
    uint32_t main; /* the reading that most have: see al_variation_read() */
    al_likeness likeness;
    al_contrast contrast;
    al_moved_word *moved; /* al_variation_link(); NULL: not asked for */
    size_t n_moved;
    uint32_t *slots;       /* of readings by what they say, for the place in hand */
    size_t n_slots;        /* a power of two, twice as many as witnesses at least */
    bool by_form;          /* slots go by forms in place of what is written */
    al_reading *spellings; /* of the place in hand: readings as they are written */
    uint32_t *of_spelling; /* of each: its reading */
    uint32_t *most;        /* of each reading: how many write it as its leader does */
    uint32_t *order;       /* readings by how many have them; of words */
    uint32_t *into;        /* of each reading: the one that it is one with; of words */
    uint32_t *of_form;     /* of each form: witnesses that have it; 0 between calls */
    uint32_t letter_e;     /* its number among the letters of the tradition */
} al_variation;

/* False when memory ends, with nothing to release. */
AL_MUST_CHECK bool al_variation_init(al_variation *places, const almost_collation *collation,
                                     al_grain grain);
void al_variation_release(al_variation *places);

/* Have transpositions told from omissions and additions. False when memory ends. */
AL_MUST_CHECK bool al_variation_link(al_variation *places);

/*
 * Fill readings, of and main for a row. The main reading is a word where at least as many have one
 * as have none; of the words the form that most have; and of its spellings the one that most have.
 * What is left of ties goes by bytes, so that the order of the witnesses makes no difference.
 */
void al_variation_read(al_variation *places, uint64_t row);

/* Whether there is more than one reading at the place in hand. */
static inline bool al_variation_vary(const al_variation *places)
{
    return places->n_readings > 1;
}

/* The word of a witness in a row without white space around it; NULL: it has none. */
const char *al_variation_word(const almost_collation *collation, uint64_t row, size_t witness,
                              uint32_t *length);

#endif
