/* SPDX-License-Identifier: Apache-2.0 */
/* A sentence as it grows: words, numbers, shares, and short quotations of the texts. */
#ifndef AL_SAY_H
#define AL_SAY_H

#include "base/range.h"
#include "text/text.h"

/* What does not fit whole is left out, so that no word is cut. */
typedef struct al_spoken {
    char *text;
    size_t length;
    size_t capacity; /* without the NUL */
} al_spoken;

void al_say(al_spoken *spoken, const char *text);
void al_say_number(al_spoken *spoken, uint64_t number);
void al_say_percent(al_spoken *spoken, double share);

/* A number and what is counted: the first for one of them. */
void al_say_count(al_spoken *spoken, uint64_t number, const char *one, const char *many);

/*
 * The first of a stretch of a text between quotation marks, on one line and safe to show: whole
 * where it has no more than about `most` bytes, else cut behind a word, with an ellipsis.
 */
void al_say_quoted(al_spoken *spoken, const almost_text *text, al_range range, uint32_t most);

/* A range without white space at either end. */
al_range al_range_trimmed(const almost_text *text, al_range range);

#endif
