/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands between two words, punctuation and white space, is the trail of
 * the word before. (Parsers say trailing trivia.) Two trails are compared mark
 * by mark; white space and the shapes of marks count only where they are not
 * ignored.
 */
#ifndef AL_TRAIL_H
#define AL_TRAIL_H

#include "words/side.h"

/*
 * Where two trails differ: what lies before and behind is the same. Empty on both sides: nowhere.
 */
typedef struct al_trail_difference {
    al_range middle[2];
} al_trail_difference;

/* Compare bytes of either slice; `ignore` holds almost_ignore bits. Linear. */
al_trail_difference al_trail_compare(const al_slice texts[2], const al_range trails[2],
                                     uint32_t ignore);

/* 2: nothing differs but white space and shapes; 1: both hold marks; 0: only one of them does. */
int al_trail_likeness(const al_slice texts[2], const al_range trails[2]);

/* Whether a range holds one hyphen and nothing else. */
bool al_only_hyphen(const almost_text *text, al_range range);

/* Whether a range holds white space only. */
bool al_blank(const almost_text *text, al_range range);

/* Whether a range holds nothing that one sees: white space and invisible signs. */
bool al_unseen(const almost_text *text, al_range range);

/* The start of the white space at the end of a range. */
uint32_t al_last_blanks(const almost_text *text, al_range range);

/* The end of the white space at the start of a range. */
uint32_t al_skip_blanks(const almost_text *text, al_range range);

/*
 * Whose marks the marks between two words are, by the white space among them: the end of those of
 * the word before, and the start of those of the word behind. Without white space all are the
 * former's, and so is what closes: ` .`
 */
uint32_t al_closing_marks(const almost_text *text, al_range between);
uint32_t al_opening_marks(const almost_text *text, al_range between);

#endif
