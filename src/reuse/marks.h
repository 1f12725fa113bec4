/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where letters stand in the text of a document. A text is folded in pieces, and of each it is
 * noted what is before it; so a letter is found by reading one piece again, however long the text.
 */
#ifndef AL_MARKS_H
#define AL_MARKS_H

#include "reuse/letters.h"

#include <stddef.h>

enum { AL_PIECE = 256 /* bytes; a character is not cut */, AL_PIECE_ROOM = AL_PIECE + 4 };

/* What is before a piece. */
typedef struct al_mark {
    uint32_t letters;
    uint32_t points; /* code points */
    uint32_t pairs;  /* of these, those that are two units of UTF-16 */
} al_mark;

/* How many pieces a text of so many bytes has. */
static inline size_t al_pieces_of(size_t length)
{
    return (length + AL_PIECE - 1) / AL_PIECE;
}

/*
 * Where a piece begins, from where it would if characters were bytes: `bytes` are those of the text
 * from there on, as many as it has, but no more than 3 are looked at.
 */
size_t al_piece_shift(const char *bytes, size_t length);

/* Count a piece. */
void al_mark_pass(al_mark *mark, const char *bytes, size_t length, size_t letters);

#endif
