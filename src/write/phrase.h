/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A few words of our own about a text, such as a number or where a span lies,
 * with how many cells of a terminal they take: for a flow, for a line, and for
 * a cell of a table alike.
 */
#ifndef AL_PHRASE_H
#define AL_PHRASE_H

#include "compare/comparison.h"
#include "page/flow.h"
#include "text/text.h"

enum { AL_PHRASE_BYTES = 80 }; /* two numbers of 26 with what stands around them */

typedef struct al_phrase {
    char bytes[AL_PHRASE_BYTES];
    size_t length;
    uint32_t cells;
} al_phrase;

/* Add text of our own, ended by NUL, of letters that take one cell each. */
void al_phrase_add(al_phrase *phrase, const char *text);

/* Add a number with commas. */
void al_phrase_add_number(al_phrase *phrase, uint64_t number);

/*
 * From where to where a passage was told, by lines: `12 → 40`. What moved within its line is placed
 * by columns as well, `3:1 → 3:152`; texts have less than 4 GiB, so that it fits.
 */
void al_phrase_add_way(al_phrase *phrase, const almost_comparison *comparison,
                       const almost_passage *passage);

/* The lines from one byte of a text to another: `line 3`, `lines 3–1,204`. */
al_phrase al_phrase_of_lines(const almost_text *text, uint64_t first, uint64_t last);

/* The same from the first byte of a span to its last. */
al_phrase al_phrase_of_span(const almost_text *text, almost_span span);

/* Put a phrase into a flow, or onto a line. */
void al_phrase_flow(const al_phrase *phrase, al_flow *flow, al_style style);
void al_phrase_put(const al_phrase *phrase, al_line *line, al_style style);

#endif
