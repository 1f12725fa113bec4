/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The letters of a Fountain script: what is between the signs of a boneyard is not there at all,
 * notes are told apart, and signs of emphasis are none of the text. All of it is worked out once,
 * in a copy in which what is left out is filled up, so that places stay what they are.
 */
#ifndef AL_FOUNTAIN_TEXT_H
#define AL_FOUNTAIN_TEXT_H

#include "read/decoded.h"
#include "read/script.h"

typedef struct al_fountain_text {
    const almost_allocator *allocator;
    const al_decoded *decoded;
    al_decoded shown; /* the same length, with fillers */
    char *copy;
    al_range *notes; /* with their brackets, ascending */
    size_t n_notes, notes_room;
    bool marked_up; /* or plain: nothing of all that */
} al_fountain_text;

/* False when memory ends; al_fountain_text_release() is called in any case. */
AL_MUST_CHECK bool al_fountain_text_init(al_fountain_text *text, const al_decoded *decoded,
                                         bool marked_up, const almost_allocator *allocator);
void al_fountain_text_release(al_fountain_text *text);

/* Bytes of `shown` as text of the block that is open, with the notes in them. */
void al_fountain_tell(const al_fountain_text *text, al_script *script, al_range bytes);

/* Only the notes in them. */
void al_fountain_tell_notes(const al_fountain_text *text, al_script *script, al_range bytes);

/* The bytes without white space and fillers around. */
al_range al_fountain_trim(const al_fountain_text *text, al_range bytes);

#endif
