/* SPDX-License-Identifier: Apache-2.0 */
/* A file in memory, as it is. */
#ifndef CONTENTS_H
#define CONTENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct contents {
    char *bytes;
    size_t length;
    size_t capacity;
} contents;

/*
 * Read the file `path`, or standard input for "-", of up to `most` bytes (0: 1 GiB). False after
 * saying what is wrong; contents_release() is called in any case.
 */
bool contents_read(contents *contents, const char *path, uint64_t most);
void contents_release(contents *contents);

#endif
