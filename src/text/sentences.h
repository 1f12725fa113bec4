/* SPDX-License-Identifier: Apache-2.0 */
/* Borders between words: what stands between two of them, whatever the line breaks are. */
#ifndef AL_SENTENCES_H
#define AL_SENTENCES_H

#include "text/words.h"

/*
 * Whether only a hyphen (-, U+2010 or U+00AD), a line break and indentation
 * stand between two neighbouring words, so that they may be one.
 */
bool al_hyphenated(const almost_text *text, al_word_span first, al_word_span second);

#endif
