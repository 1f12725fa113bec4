/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of scanned pages share: numbers as they are written, boxes, how sure a word is.
 */
#ifndef AL_SCANNED_H
#define AL_SCANNED_H

#include "read/layout.h"

#include <stdlib.h>
#include <string.h>

/* A number, or 0 where there is none; *text behind it. */
static inline float al_scanned_number(const char **text)
{
    char *end;
    float value = strtof(*text, &end);
    *text = end;
    return value;
}

static inline float al_scanned_value(const char *text)
{
    return text != NULL ? al_scanned_number(&text) : 0;
}

/* From 0 to 1, or to 100 where `most` is so; NULL: nothing is said. */
static inline uint8_t al_scanned_confidence(const char *text, float most)
{
    char *end;
    if (text == NULL)
        return AL_LAYOUT_SURE;
    float value = strtof(text, &end) * 100 / most;
    return end == text || !(value >= 0 && value <= 100) ? AL_LAYOUT_SURE : (uint8_t)(value + 0.5F);
}

/* The words of a line that is one piece of text, each with the box and confidence of `as`. */
void al_scanned_split(al_layout *layout, const char *bytes, uint32_t length,
                      const al_layout_word *as);

/* Whether a source is XML with a root of this name, in whatever namespace: they have several. */
bool al_scanned_root(const al_read_source *source, const char *name);

#endif
