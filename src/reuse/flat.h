/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A FlatBuffer, which is what the messages of Arrow's format are: tables, vectors and strings that
 * name each other by their distance. It is made from its end on, so that what is named is there
 * before. Small ones only: those of a few columns.
 */
#ifndef AL_FLAT_H
#define AL_FLAT_H

#include "base/memory.h"

enum { AL_FLAT_MOST = 8192, AL_FLAT_FIELDS = 8 };

typedef struct al_flat {
    uint8_t bytes[AL_FLAT_MOST];
    uint32_t used; /* at the end of `bytes` */
    uint32_t table, fields[AL_FLAT_FIELDS];
} al_flat;

/* Numbers of 1 to 8 bytes, in a vector or struct; what comes first is put last. */
void al_flat_put(al_flat *flat, uint64_t number, uint32_t size);

/* So that `length` more bytes end at a multiple of `size`. */
void al_flat_align(al_flat *flat, uint32_t size, uint32_t length);

/* Strings, and vectors of what is named; the answer is what they are named by. */
uint32_t al_flat_string(al_flat *flat, const char *text);
uint32_t al_flat_vector(al_flat *flat, const uint32_t *named, uint32_t n);

/* A table, one at a time; each field once. */
void al_flat_begin(al_flat *flat);
void al_flat_number(al_flat *flat, uint32_t field, uint64_t number, uint32_t size);
void al_flat_name(al_flat *flat, uint32_t field, uint32_t named);
uint32_t al_flat_end(al_flat *flat);

/* The whole, whose root is a table; its length is a multiple of 8. */
const uint8_t *al_flat_finish(al_flat *flat, uint32_t root, uint32_t *length);

#endif
