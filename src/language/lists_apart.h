/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In modules for browsers the word lists of each language (dictionary.h, background.h) are a file
 * of their own, which is asked for when a text in that language is first met. Elsewhere they are
 * constants, and nothing of this is there.
 */
#ifndef AL_LISTS_APART_H
#define AL_LISTS_APART_H

#include <stdint.h>

/* A piece of a language's file, in the order of the file: first those of forms, then those of
 * background. */
typedef struct al_list_part {
    const char *language;
    void *place;
    uint32_t size;
} al_list_part;

#ifdef __EMSCRIPTEN__

extern const al_list_part al_form_parts[];
extern const uint32_t al_form_parts_count;
extern const al_list_part al_background_parts[];
extern const uint32_t al_background_parts_count;

extern uint32_t al_lists_there; /* bit i: those of language number i, of both tables */

void al_lists_load(uint32_t number, const char *language);

/* The lists of language number `number` are there from now on; a host that has them not ends the
 * call. */
#define AL_LISTS_WANT(number, language)                                                            \
    do {                                                                                           \
        if ((al_lists_there >> (number)&1) == 0)                                                   \
            al_lists_load(number, language);                                                       \
    } while (0)

#else
#define AL_LISTS_WANT(number, language)                                                            \
    do {                                                                                           \
    } while (0)
#endif

#endif
