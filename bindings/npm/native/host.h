/* SPDX-License-Identifier: Apache-2.0 */
/* What JavaScript and the module give each other: memory, an answer in pieces, progress. */
#ifndef HOST_H
#define HOST_H

#include <almost/almost.h>

#include <jansson.h>
#include <stdbool.h>

/* Takes the bytes of the answer, which host_begin() empties; for almost_sink. */
int host_sink(void *context, const char *bytes, size_t length);

void host_begin(void);

/* The answer is this error, as JSON. False, so that it can be returned. */
bool host_fail(const almost_error *error);

/* The same of a request that makes no sense. */
bool host_fail_request(const char *what, const char *name);

/* Tells the host how far the work is; for almost_environment. */
int host_progress(void *context, const char *stage, double share);

#endif
