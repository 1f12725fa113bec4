/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Witnesses in an order of their own, in which all work is done, so that neither ties nor the
 * rounding of sums depend on the order in which they were given: by their sequences of forms.
 * Witnesses with the same forms are one sequence that weighs as many.
 */
#ifndef AL_TRADITION_H
#define AL_TRADITION_H

#include "collate/spellings.h"
#include "collate/witness.h"

typedef struct al_sequence {
    const uint32_t *forms; /* a witness's; borrowed */
    uint32_t n;
    uint32_t weight; /* witnesses */
} al_sequence;

/* `&` and the Tironian et, and the words that scribes write them for. */
enum { AL_JOINS_SIGN = 1, AL_JOINS_WORD = 2 };

/* The letters of a form, each a number from 0: see n_letters. */
typedef struct al_form_letters {
    const uint32_t *letters;
    uint32_t n;
    uint32_t signature; /* which of 32 classes of letters it has */
    uint8_t joins;      /* AL_JOINS_SIGN, AL_JOINS_WORD, or 0 */
} al_form_letters;

typedef struct al_tradition {
    const almost_allocator *allocator;
    uint32_t n;
    al_sequence *sequences;
    uint32_t *of_witness; /* the sequence of each */
    uint32_t n_forms;
    double *shares;         /* of each form: its share of all words of all witnesses */
    al_form_letters *forms; /* of each */
    uint32_t *letters;      /* where they lie */
    uint32_t n_letters;     /* different ones */
    uint64_t n_words;       /* of all sequences, each once */
    double weighted_words;  /* of all witnesses */
    bool borrows;           /* shares, forms and letters are another tradition's */
} al_tradition;

/*
 * Of `n` witnesses, whose forms have their final numbers, and which must outlive it. False when
 * memory ends; there is nothing to release then.
 */
AL_MUST_CHECK bool al_tradition_init(al_tradition *tradition, const almost_allocator *allocator,
                                     const al_witness *witnesses, uint32_t n,
                                     const al_spellings *spellings);

/*
 * Of parts of the witnesses of another tradition, which must outlive it: how rare a word is and
 * what its letters are, the whole says. False likewise.
 */
AL_MUST_CHECK bool al_tradition_of_parts(al_tradition *tradition, const al_tradition *whole,
                                         const al_witness *parts, uint32_t n);

/* After tokens of its witnesses were made one, in all of a sequence the same ones. False likewise.
 */
AL_MUST_CHECK bool al_tradition_renew(al_tradition *tradition, const al_witness *witnesses,
                                      uint32_t n, const al_spellings *spellings);
void al_tradition_release(al_tradition *tradition);

#endif
