/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where values stand in a document of JSON that is known to be valid: what a parser does not tell,
 * and what it takes to write a value again to the byte, numbers and order of members included.
 */
#ifndef AL_RAW_JSON_H
#define AL_RAW_JSON_H

#include <stdbool.h>
#include <stddef.h>

typedef struct al_raw_json {
    const char *bytes;
    size_t at;
    size_t length;
} al_raw_json;

/* Go to the value of a member of the object that begins here; of several the last. False: none. */
bool al_raw_member(al_raw_json *json, const char *key);

/* Go to the first item of the array that begins here. False: it is empty. */
bool al_raw_first(al_raw_json *json);

/* From one item of an array to the next. False: there is none. */
bool al_raw_next(al_raw_json *json);

/* The bytes of the value that begins here. */
size_t al_raw_size(const al_raw_json *json);

#endif
