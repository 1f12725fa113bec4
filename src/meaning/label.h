/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Labels at the start of a line: what only counts the item that follows. `1.`, `(a)`,
 * `iv)`, `[3]`, `2.1.`, `12:`, and several of them in a row (`7: 3.`, `1. (b)`).
 */
#ifndef AL_LABEL_H
#define AL_LABEL_H

#include "text/text.h"

#include <stdbool.h>

typedef struct al_label {
    uint64_t start; /* of its number or letter */
    uint64_t end;
    uint64_t behind; /* its bracket or point */
    uint64_t value;  /* what it counts: 3 of `3.`, `(c)`; of `2.1` a number of its own */
    uint64_t roman;  /* what it counts where its letters are read as a Roman number; or 0 */
    uint32_t form;   /* equal for those that are written in one way */
} al_label;

/*
 * A quick look at the end of a word: whether what closes a label stands there, behind the word or,
 * where words are what blanks part, at its end.
 */
static inline bool al_label_may_end(const char *bytes, uint64_t end)
{
    char behind = bytes[end], last = end > 0 ? bytes[end - 1] : '\0';
    return behind == '.' || behind == ')' || behind == ']' || behind == ':' || last == '.' ||
           last == ')' || last == ']' || last == ':';
}

/* Whether a number or a letter that begins at byte `at` is that of a label, which *label gets. */
bool al_label_at(const almost_text *text, uint64_t at, al_label *label);

/* Whether two labels count the same, however they are written. */
bool al_label_counts_same(const al_label *a, const al_label *b);

#endif
