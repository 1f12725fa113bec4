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
#include "text/where.h"

enum { AL_PHRASE_BYTES = AL_WHERE_BYTES + 80 }; /* a place with what stands around it */

typedef struct al_phrase {
    char bytes[AL_PHRASE_BYTES];
    size_t length;
    uint32_t cells;
} al_phrase;

/* Add text of our own, ended by NUL, of letters that take one cell each. */
void al_phrase_add(al_phrase *phrase, const char *text);

/* Add a number with commas. */
void al_phrase_add_number(al_phrase *phrase, uint64_t number);

/* Add a place. */
void al_phrase_add_where(al_phrase *phrase, const al_where *where);

/*
 * From where to where a passage was told: `12 → 40` by lines, `p. 3 → line 40` in the terms of
 * their formats where one of the texts has such. What moved within its line is placed by columns as
 * well, `3:1 → 3:152`; texts have less than 4 GiB, so that it fits.
 */
void al_phrase_add_way(al_phrase *phrase, const almost_comparison *comparison,
                       const almost_passage *passage);

/* From one byte of a text to another: `line 3`, `lines 3–1,204`, `pages 3–5`. */
al_phrase al_phrase_of_lines(const almost_text *text, uint64_t first, uint64_t last);

/* The same from the first byte of a span to its last. */
al_phrase al_phrase_of_span(const almost_text *text, almost_span span);

/* Put a phrase into a flow, or onto a line. */
void al_phrase_flow(const al_phrase *phrase, al_flow *flow, al_style style);
void al_phrase_put(const al_phrase *phrase, al_line *line, al_style style);

/* The same of a place alone. */
void al_where_flow(const al_where *where, al_flow *flow, al_style style);
void al_where_put(const al_where *where, al_line *line, al_style style);

#endif
