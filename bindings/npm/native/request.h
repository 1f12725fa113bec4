/* SPDX-License-Identifier: Apache-2.0 */
/* What a request in JSON says: texts, and options by the names that index.ts has for them. */
#ifndef REQUEST_H
#define REQUEST_H

#include "host.h"

#include <stdint.h>

typedef struct request {
    json_t *root;
    json_t *options;
    almost_environment environment;
    almost_text **texts;
    const char **sigla;
    size_t n; /* texts that are read */
} request;

/* Read a request with its texts. False after the answer says what is wrong; release it even so. */
bool request_read(request *request, const char *bytes, size_t length);
void request_release(request *request);

/* Options that are not given leave *field as it is. Each is false after saying what is wrong. */
bool request_flag(const request *request, const char *name, int *field);
bool request_number(const request *request, const char *name, double *field);

/* NULL where it is not given; borrowed from the request. */
const char *request_text(const request *request, const char *name);

/* A name among names[0] to the NULL that ends them. */
typedef const char *(*name_at)(int index, uint32_t *number);
bool request_choice(const request *request, const char *name, name_at names, uint32_t *field);

/* A list of such names, whose numbers are bits. */
bool request_bits(const request *request, const char *name, name_at names, uint32_t *field);

/* A list of numbers, the caller's to free; *numbers stays NULL where it is not given. */
bool request_ids(const request *request, const char *name, uint64_t **numbers, size_t *n);

#endif
