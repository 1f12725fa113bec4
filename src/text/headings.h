/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that look like headings; see headings.c. */
#ifndef AL_HEADINGS_H
#define AL_HEADINGS_H

#include "base/memory.h"
#include "base/must_check.h"
#include "base/range.h"
#include "text/text.h"

/* What a heading looks like, the surest first. */
typedef enum al_heading_shape {
    AL_HEADING_PART,    /* VOLUME II */
    AL_HEADING_CHAPTER, /* CHAPTER IV, PREFACE */
    AL_HEADING_NUMBER,  /* IV, 4. The Ferry */
    AL_HEADING_CAPITALS /* THE FERRY */
} al_heading_shape;

typedef struct al_heading {
    al_range bytes;
    uint32_t level; /* 1: outermost */
} al_heading;

typedef struct al_headings {
    const almost_allocator *allocator;
    al_heading *items;
    size_t n;
    size_t capacity;
} al_headings;

/* Add one behind the last. False when memory ends. */
AL_MUST_CHECK bool al_headings_add(al_headings *headings, al_heading heading);

/* Add those of a text by their shape; none where they are too few to be a series. Linear. */
AL_MUST_CHECK bool al_headings_by_shape(const almost_text *text, al_headings *out);

/* Whether a heading is one of a part that has chapters, such as VOLUME II. */
bool al_heading_is_part(const almost_text *text, al_range bytes);

#endif
