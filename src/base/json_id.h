/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The id of an object of JSON byte for byte as it was given: 1.10 is not 1.1 to whoever looks it
 * up, nor is 1E5 100000.0.
 */
#ifndef AL_JSON_ID_H
#define AL_JSON_ID_H

#include "base/memory.h"

/*
 * The value of the member "id" of an object, a string or a number, in memory of the allocator. That
 * the bytes are an object of JSON that has such a member is known. NULL when memory ends.
 */
char *al_json_id(const char *bytes, size_t length, const almost_allocator *allocator);

#endif
