/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the fuzz targets share. A broken law aborts here, in the harness, with
 * one line that says which; the library itself never aborts.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "almost/almost.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stop with a message when a law does not hold. */
#define FUZZ_CHECK(holds, ...)                                                                     \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);                                        \
            fprintf(stderr, __VA_ARGS__);                                                          \
            fputc('\n', stderr);                                                                   \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* Between the parts of an input: the ASCII unit separator. */
#define FUZZ_SEPARATOR 0x1f

/* The bytes before the first separator, and those behind it. */
typedef struct fuzz_parts {
    const char *first, *second;
    size_t first_length, second_length;
} fuzz_parts;

static inline fuzz_parts fuzz_split(const uint8_t *data, size_t size)
{
    const uint8_t *at = size > 0 ? memchr(data, FUZZ_SEPARATOR, size) : NULL;
    size_t first = at != NULL ? (size_t)(at - data) : size;
    size_t skip = at != NULL ? 1 : 0;
    const char *bytes = size > 0 ? (const char *)data : "";
    return (fuzz_parts){bytes, bytes + first + skip, first, size - first - skip};
}

/* Bytes that a sink has collected. */
typedef struct fuzz_bytes {
    char *at;
    size_t length, capacity;
} fuzz_bytes;

static inline int fuzz_collect(void *context, const char *piece, size_t length)
{
    fuzz_bytes *all = context;
    if (all->capacity - all->length < length) {
        size_t room = 2 * (all->capacity + length);
        char *grown = realloc(all->at, room);
        if (grown == NULL)
            return 1;
        all->at = grown;
        all->capacity = room;
    }
    if (length > 0)
        memcpy(all->at + all->length, piece, length);
    all->length += length;
    return 0;
}

/* A UTF-8 text from memory, or NULL when its bytes are refused with a status that may be. */
static inline almost_text *fuzz_open(const char *bytes, size_t length, const char *encoding)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = encoding;
    options.name = "input";
    options.format = "text";
    almost_error error = {0};
    almost_text *text = NULL;
    almost_status status = almost_text_from_memory(bytes, length, &options, &text, &error);
    FUZZ_CHECK(status == ALMOST_OK || status == ALMOST_ERROR_ENCODING ||
                   status == ALMOST_ERROR_LIMIT,
               "opening answers %d: %s", (int)status, error.message);
    FUZZ_CHECK((status == ALMOST_OK) == (text != NULL), "status %d and text %p", (int)status,
               (void *)text);
    FUZZ_CHECK(status == ALMOST_OK || (error.status == status && error.message[0] != '\0' &&
                                       strchr(error.message, '\n') == NULL),
               "a failure without a line that says why");
    return text;
}

#endif
