/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What words are compared by: their form. That is the word in compatibility decomposition, without
 * case and marks, letters and digits only; v, j, final and lunate sigma, ae, oe, thorn, eth and o
 * with stroke are written as u, i, sigma, ae, oe, th, d, o, because scribes did not tell them
 * apart.
 *
 * Forms are numbered: while words come in, by first occurrence; then, once and for all, in the
 * order of their bytes, so that no number depends on which witness came first.
 */
#ifndef AL_SPELLINGS_H
#define AL_SPELLINGS_H

#include "words/interner.h"

typedef struct al_spelling {
    size_t start; /* in the pool */
    uint32_t length;
} al_spelling;

typedef struct al_spellings {
    const almost_allocator *allocator;
    al_interner raw;   /* words as they are written */
    al_interner forms; /* and their forms */
    const char **raw_bytes;
    uint32_t *raw_forms; /* the form of each */
    size_t raw_room[2];
    al_spelling *items; /* of each form */
    size_t room;
    char *pool; /* the forms' bytes, 16 zeros behind each */
    size_t pool_length;
    size_t pool_room;
} al_spellings;

/* False when memory ends, as below. al_spellings_release() is called in any case. */
AL_MUST_CHECK bool al_spellings_init(al_spellings *spellings, const almost_allocator *allocator);
void al_spellings_release(al_spellings *spellings);

/*
 * The number of the form of a word, which stays where it is as long as the spellings live, with 16
 * readable bytes behind it.
 */
AL_MUST_CHECK bool al_spellings_add(al_spellings *spellings, const char *word, uint32_t length,
                                    uint32_t *form);

/* The number of the form of a word if it has one, else AL_NO_FORM; the word need not stay. */
#define AL_NO_FORM AL_SLOT_FREE
AL_MUST_CHECK bool al_spellings_find(al_spellings *spellings, const char *word, uint32_t length,
                                     uint32_t *form);

/* The number of the form that `n` forms are together, without anything between them. */
AL_MUST_CHECK bool al_spellings_join(al_spellings *spellings, const uint32_t *forms, uint32_t n,
                                     uint32_t *form);

/*
 * Put the forms in the order of their bytes; renumber[form] gets the new number of each, an array
 * of spellings->forms.n. Of words nothing is added after that; forms that are joined stand behind.
 */
AL_MUST_CHECK bool al_spellings_sort(al_spellings *spellings, uint32_t *renumber);

static inline uint32_t al_spellings_count(const al_spellings *spellings)
{
    return spellings->forms.n;
}

static inline const char *al_spellings_bytes(const al_spellings *spellings, uint32_t form,
                                             uint32_t *length)
{
    *length = spellings->items[form].length;
    return spellings->pool + spellings->items[form].start;
}

#endif
