/* SPDX-License-Identifier: Apache-2.0 */
/* JSON of a comparison in two steps, for whoever wants more of it than a patch has. */
#ifndef AL_JSON_READ_H
#define AL_JSON_READ_H

#include "apply/patch.h"

#include <jansson.h>

/* Parse. The value is the caller's, to be released by json_decref(). Errors: FORMAT, MEMORY. */
AL_MUST_CHECK almost_status al_json_load(const char *bytes, size_t length, const char *name,
                                         json_t **out, almost_error *error);

/* Fill a patch from what was parsed; al_patch_finish() is still to be called. */
AL_MUST_CHECK almost_status al_patch_read_value(const json_t *root, almost_patch *patch,
                                                almost_error *error);

/* A count of at most `most`; false where the value is none. */
AL_MUST_CHECK bool al_json_read_count(const json_t *value, uint64_t most, uint64_t *count);

/* Which of the names a string is, or -1. */
int al_json_read_name(const json_t *value, const al_name *names, size_t n);

#endif
