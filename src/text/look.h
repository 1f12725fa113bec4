/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How letters look, as far as a document says so: bold, italic, underlined and the like. Formats
 * name these in their own way; what is the same has the same look. It is the value of a layer
 * (AL_LAYER_LOOK), and 0 where letters are plain.
 */
#ifndef AL_LOOK_H
#define AL_LOOK_H

#include <stdbool.h>
#include <stdint.h>

typedef enum al_look_field {
    AL_LOOK_BOLD,
    AL_LOOK_ITALIC,
    AL_LOOK_CAPITALS,
    AL_LOOK_SMALL_CAPITALS,
    AL_LOOK_STRUCK,
    AL_LOOK_UNDERLINED, /* these have a kind */
    AL_LOOK_RAISED,
    AL_LOOK_MARKED
} al_look_field;

/* What a style or the properties of some letters say. */
typedef struct al_look {
    uint32_t said; /* all bits of the fields that it says something of */
    uint32_t is;
} al_look;

/* A field is on or off; or is of a kind such as "wave", where "" and "none" are off. */
void al_look_switch(al_look *look, al_look_field field, bool on);
void al_look_kind(al_look *look, al_look_field field, const char *kind);

/* What is not said is as in another one. */
al_look al_look_inherit(al_look look, al_look from);

/* Two at once, of which each turns over what the other one switches. */
al_look al_look_toggle(al_look one, al_look other);

#endif
