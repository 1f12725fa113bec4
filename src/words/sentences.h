/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Borders between neighbouring words, from what stands between them. A border
 * of a phrase or a sentence is the same however the lines are wrapped; only a
 * paragraph takes a line break.
 */
#ifndef AL_SENTENCES_H
#define AL_SENTENCES_H

#include "words/slice.h"
#include "words/words.h"

typedef enum al_border {
    AL_BORDER_NONE = 0,
    AL_BORDER_PHRASE = 1,   /* comma, semicolon, colon, dash, bracket, quotation mark */
    AL_BORDER_SENTENCE = 2, /* a full stop and the like, unless it is one of an abbreviation */
    AL_BORDER_PARAGRAPH = 3 /* a blank line, or a line break after a line too long to be wrapped */
} al_border;

/*
 * The border before `word`, whose neighbour is `previous`; an empty one at the start of the
 * slice stands for that start, which begins a paragraph. Looks at no more
 * than a few hundred bytes.
 */
al_border al_border_before(const al_slice *slice, al_word_span previous, al_word_span word);

/*
 * Whether only a hyphen (-, U+2010 or U+00AD; between letters =, U+00AC and
 * U+2E17, too), a line break and indentation stand between two neighbouring
 * words, so that they may be one. U+00AD is the end of the first word itself.
 */
bool al_hyphenated(const almost_text *text, al_word_span first, al_word_span second);

/*
 * Whether only one byte that is left out of the comparison (text/compared.h) stands between two
 * neighbouring words, with an apostrophe before or behind it or none: `_he_'s`, `l'_homme_`. They
 * may be one.
 */
bool al_torn(const almost_text *text, al_word_span first, al_word_span second);

#endif
