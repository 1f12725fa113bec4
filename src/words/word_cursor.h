/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a side by their bytes, for those who ask in about the order of the text. */
#ifndef AL_WORD_CURSOR_H
#define AL_WORD_CURSOR_H

#include "words/side.h"

typedef struct al_word_cursor {
    const al_side *side;
    uint32_t at;   /* the word that was found last: the first one */
    uint32_t byte; /* that begins at this byte or behind it */
} al_word_cursor;

/*
 * The words that begin in some bytes. Nearly always they begin where those asked for before ended,
 * and a word has some six bytes.
 */
static inline al_range al_word_cursor_range(al_word_cursor *cursor, al_range bytes)
{
    enum { bytes_of_word = 6 };
    uint32_t start = bytes.start == cursor->byte
                         ? cursor->at
                         : al_side_word_near(cursor->side, cursor->at, bytes.start);
    uint32_t end = start;
    cursor->byte = bytes.start;
    if (bytes.end > bytes.start) {
        uint32_t guess = start + (bytes.end - bytes.start) / bytes_of_word;
        end = al_side_word_near(cursor->side, guess, bytes.end);
        cursor->byte = bytes.end;
    }
    cursor->at = end;
    return (al_range){start, end};
}

#endif
