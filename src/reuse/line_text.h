/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a line of JSON Lines, decoded before jansson reads the rest: it takes each byte by
 * itself, which was a fifth of all work. What is in any way unusual is left to jansson, so that it
 * is refused as ever, and in its words.
 */
#ifndef AL_LINE_TEXT_H
#define AL_LINE_TEXT_H

#include "base/memory.h"

/* What was made of a line; all 0 at first. Released by al_line_text_release(). */
typedef struct al_line_text {
    char *rest; /* the line with "" in place of its text */
    size_t rest_length, rest_capacity;
    char *text; /* decoded UTF-8 */
    size_t length, capacity;
} al_line_text;

/* False when it has to be read as a whole: it has no such text, or memory ended. */
bool al_line_text_take(al_line_text *taken, const almost_allocator *allocator, const char *line,
                       size_t length);
void al_line_text_release(al_line_text *taken, const almost_allocator *allocator);

#endif
