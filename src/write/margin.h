/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The margin of a page: the number of the line of the text, or the place in the terms of its
 * format, that a line of the page begins with, where it is another than above.
 */
#ifndef AL_MARGIN_H
#define AL_MARGIN_H

#include "page/line.h"
#include "text/where.h"

typedef struct al_margin {
    const almost_text *text; /* whose lines are numbered */
    uint32_t cells;          /* with the blanks behind; 0: there is none */
    al_where last;           /* that was shown; of no length: none, or something else stood below */
} al_margin;

/* The margin for a text of this length on a page of so many cells, of which `least` stay for it. */
al_margin al_margin_of(const almost_text *text, uint32_t width, uint32_t least);

/* Begin a line that is to hold `content`: its number, or blanks. */
void al_margin_put(al_margin *margin, al_line *line, uint64_t place);

#endif
