/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison's file, read whole: as long as --timeout and --max-bytes allow. */
#ifndef RESULT_FILE_H
#define RESULT_FILE_H

#include "progress.h"
#include "settings.h"

#include <stddef.h>

typedef struct result_file {
    char *bytes; /* free() it, also after a failure */
    size_t length;
    size_t capacity;
} result_file;

/*
 * Read the file `path`, or standard input for "-", into what is all zero; the time counts from
 * the start of `progress`. What cannot be a comparison is not read to its end. False after saying
 * what is wrong.
 */
bool result_file_read(result_file *result_file, const char *path, const settings *settings,
                      const progress *progress);

#endif
