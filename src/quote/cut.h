/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text cut into the words that quotations are made of: those of words.h, but Chinese and Japanese
 * a character each, since where a dictionary would part them depends on what stands around.
 */
#ifndef AL_CUT_H
#define AL_CUT_H

#include "words/words.h"

/* Words of a text in their order. The caller's to release. */
typedef struct al_cut {
    const almost_allocator *allocator;
    al_word_span *spans;
    size_t n;
    size_t room;
} al_cut;

/* Add the words of a slice. MEMORY, ENCODING; *cut is to be released in any case. */
AL_MUST_CHECK almost_status al_cut_words(al_cut *cut, const al_slice *slice, almost_error *error);
void al_cut_release(al_cut *cut);

/* The first word that begins at byte `place` or behind it, or cut->n. */
size_t al_cut_at(const al_cut *cut, uint32_t place);

#endif
