/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The language of a stretch of one side, where a text mixes them; here, a
 * stretch is a row of words up to the end of a paragraph. One that has hardly a
 * function word of the language that the texts are in as a whole is shown to
 * CLD2 by itself; where no list of function words fits the texts, CLD2 is asked
 * about them as a whole.
 */
#ifndef AL_STRETCH_LANGUAGE_H
#define AL_STRETCH_LANGUAGE_H

#include "compare/sides.h"

typedef struct al_stretch_languages {
    const al_sides *sides;
    bool asked_for;              /* the caller said which: that of all stretches */
    const char *usual[2];        /* of either side; NULL: unknown */
    const al_language *language; /* whose function words are counted; NULL: none */
    uint8_t *function; /* of each fold: 0 not yet asked, 1 no function word, 2 one; NULL: all are
                          known */
    uint32_t n_asked;  /* stretches shown to CLD2 */
} al_stretch_languages;

/*
 * `code`: the language of both texts as far as the lists of function words tell, or "". False when
 * memory ends.
 */
bool al_stretch_languages_init(al_stretch_languages *languages, const al_sides *sides,
                               const char *code, bool asked_for);
void al_stretch_languages_release(al_stretch_languages *languages);

/* The language of some words of a side: a code that lives as long as the process, or NULL. */
const char *al_stretch_language(al_stretch_languages *languages, int side, al_range words);

#endif
