/* SPDX-License-Identifier: Apache-2.0 */
/* A document of JSON as values, or where it is none. */
#ifndef AL_LOAD_JSON_H
#define AL_LOAD_JSON_H

#include "almost/almost.h"

#include <jansson.h>

/*
 * The root, for json_decref(); NULL: FORMAT, with the place in the document `name`. A byte order
 * mark, which JSON may not have and some editors write, is passed over: *bytes and *length are then
 * those of what is behind it.
 */
json_t *al_load_json(const char **bytes, size_t *length, const char *name, almost_error *error);

#endif
