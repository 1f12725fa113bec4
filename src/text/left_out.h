/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reader found in a source and left out of the text altogether, such as running heads of
 * printed pages, so that an answer can say so. What is in the text and only not compared is a layer
 * (AL_LAYER_OUTSIDE).
 */
#ifndef AL_LEFT_OUT_H
#define AL_LEFT_OUT_H

#include <stddef.h>
#include <stdint.h>

typedef struct al_left_out {
    const char *what; /* such as "headers", not ended by NUL; borrowed: static in a text */
    size_t length;
    uint64_t words; /* 0: not counted */
} al_left_out;

enum { AL_LEFT_OUT_KINDS = 12 /* more than any reader has; what comes then is not told */ };

typedef struct al_left_out_list {
    al_left_out items[AL_LEFT_OUT_KINDS];
    size_t n;
} al_left_out_list;

/* Add to what there is of the kind. */
void al_left_out_add(al_left_out_list *list, const char *what, size_t length, uint64_t words);

#endif
