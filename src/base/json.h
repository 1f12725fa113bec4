/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON as it is written: strings, and the members of objects. Who calls it
 * says where objects begin and end; nothing is kept, nothing nests.
 *
 * A member is written behind its key, which is given as it stands in the
 * answer, with all that comes before the value: `,"length":`. So a reader of
 * the code sees the answer, and a key costs one copy.
 */
#ifndef AL_JSON_H
#define AL_JSON_H

#include "base/names.h"
#include "base/output.h"

/*
 * A string with its quotation marks; what is no valid UTF-8 becomes U+FFFD. Controls, DEL and marks
 * of direction are escapes, so that an answer can be printed anywhere.
 */
void al_json_bytes(al_output *output, const char *bytes, size_t length);

static inline void al_json_string(al_output *output, const char *string)
{
    al_json_bytes(output, string, strlen(string));
}

void al_json_flag(al_output *output, const char *key, bool flag);
void al_json_count(al_output *output, const char *key, uint64_t number);
void al_json_fixed(al_output *output, const char *key, double number); /* to six decimals */
void al_json_name(al_output *output, const char *key, const al_name *name);

/* {"message", "file", "line"}: why there is no answer; what is not known is null. */
void al_json_error(al_output *output, const char *key, const almost_error *error);

/* NULL is written as null. */
void al_json_text(al_output *output, const char *key, const char *string);

#endif
