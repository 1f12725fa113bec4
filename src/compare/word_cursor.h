/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a side by their bytes, for those who ask in about the order of the text. */
#ifndef AL_WORD_CURSOR_H
#define AL_WORD_CURSOR_H

#include "words/side.h"

typedef struct al_word_cursor {
    const al_side *side;
    uint32_t at; /* the word that was found last */
} al_word_cursor;

/* The first word that begins at a byte or behind it: near the last one, or looked for. */
static inline uint32_t al_word_cursor_seek(al_word_cursor *cursor, uint32_t byte)
{
    enum { steps = 64 };
    const al_side *side = cursor->side;
    uint32_t at = cursor->at, last = side->n_words - at < steps ? side->n_words : at + steps;
    bool behind = at > 0 && side->spans[at - 1].start >= byte;
    while (!behind && at < last && side->spans[at].start < byte)
        at++;
    bool found = !behind && (at < last || at == side->n_words);
    cursor->at = found ? at : al_side_word_at(side, byte);
    return cursor->at;
}

/* The words that begin in some bytes. */
static inline al_range al_word_cursor_range(al_word_cursor *cursor, al_range bytes)
{
    uint32_t start = al_word_cursor_seek(cursor, bytes.start);
    return (al_range){start,
                      bytes.end > bytes.start ? al_word_cursor_seek(cursor, bytes.end) : start};
}

#endif
