/* SPDX-License-Identifier: Apache-2.0 */
/* What stands between two words, in a source and in a quotation of it. */
#ifndef AL_MARKS_H
#define AL_MARKS_H

#include "base/range.h"
#include "text/text.h"

/* How marks differ, the least first. */
typedef enum al_marks {
    AL_MARKS_EQUAL,      /* but for white space */
    AL_MARKS_TYPOGRAPHY, /* shapes: quotation marks, dashes, marks of emphasis, brackets */
    AL_MARKS_STOPS,      /* commas, semicolons, colons, full stops */
    AL_MARKS_OTHERS      /* what asks or exclaims, and signs that say something */
} al_marks;

al_marks al_marks_compare(const almost_text *source, al_range in_source, const almost_text *account,
                          al_range in_account);

/* Make ranges of marks that differ small: without blanks at the edges and what both have there. */
void al_marks_trim(const almost_text *source, al_range *in_source, const almost_text *account,
                   al_range *in_account);

/* What of quotation marks stands between two words. */
typedef struct al_enclosure {
    bool closes; /* one stands beside the word before */
    bool opens;  /* another one stands beside the word behind */
    bool
        paragraph; /* a paragraph ends between the two, or between the words where there are none */
    bool any;      /* at least one stands there, an apostrophe aside */
} al_enclosure;

al_enclosure al_enclosure_of(const almost_text *text, al_range between);

/* Whether some bytes hold what ends a sentence: . ? ! and the like. */
bool al_ends_sentence(const char *bytes, al_range range);

/* Whether they hold what ends a clause: these, and , ; : ( ) and dashes. */
bool al_ends_clause(const char *bytes, al_range range);

/* Whether they hold what ends a clause that others do not hang on: . ? ! ; : */
bool al_ends_period(const char *bytes, al_range range);

#endif
