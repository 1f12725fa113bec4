/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Misread letters, and whether a pair of texts is one where they abound: a scan,
 * or a copy of one. A list of words alone cannot tell: of words that a machine or
 * an eye misreads one in twelve comes out as another word (he, be; it, if), and
 * to call those another wording would drown what is. So the pair as a whole decides.
 */
#ifndef AL_MISREADING_H
#define AL_MISREADING_H

#include "language/rewrite.h"

/*
 * Whether only letters that print and eye confuse (rn and m, l and 1, c and e) part two words, every
 * other letter at most. Either way round.
 */
bool al_letters_look_alike(al_letters a, al_letters b);

/*
 * Whether a pair of texts is a misread one: so many of its respelt pairs are of a word and an
 * unknown one (`n_misread`; AL_WORDS_MISREAD) that those of two words (`n_other`; AL_WORDS_OTHER)
 * are no more than chance explains. Then all respelt pairs are misreadings; else every pair of two
 * words is another wording. `n_words` are the words of the longer text. It cannot
 * see a few words that were replaced in a badly misread text.
 */
bool al_texts_are_misread(uint64_t n_misread, uint64_t n_other, uint64_t n_words);

#endif
