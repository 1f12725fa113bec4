/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms within words, for languages that write no blanks between words or glue
 * endings to them: Chinese, Japanese, Thai, Korean. Where dictionaries of a
 * segmenter part words does not matter then: the longest term that stands in a
 * run of letters is a token, and what is left between terms are others.
 */
#ifndef AL_PIECES_H
#define AL_PIECES_H

#include "meaning/token.h"

/* Whether a language's terms are looked for within words. */
bool al_pieces_wanted(const char *language);

/* How many of the words of a side stand together with a term among them; 0: none, or not wanted. */
uint32_t al_pieces_words(const al_token_maker *maker, const al_side *side, al_range words);

/* Add the tokens of `n` words that stand together; `first` is made for the first of them. */
bool al_pieces_add(al_token_maker *maker, al_tokens *tokens, int side, al_token first, uint32_t n);

#endif
