/* SPDX-License-Identifier: Apache-2.0 */
/* A file of JSON or a patch, read whole: as long as --timeout and --max-bytes allow. */
#ifndef CONTENTS_H
#define CONTENTS_H

#include "progress.h"
#include "settings.h"

#include <stddef.h>

typedef struct contents {
    char *bytes;
    size_t length;
    size_t capacity;
    bool any; /* it need be neither JSON nor a patch */
} contents;

/*
 * Read the file `path`, or standard input for "-", into what is all zero but for `any`; the time
 * counts from the start of `progress`. What can be neither JSON nor a patch is not read to its end,
 * unless `any` says that it may be something else. False after saying what is wrong;
 * contents_release() is called in any case.
 */
bool contents_read(contents *contents, const char *path, const settings *settings,
                   const progress *progress);
/* An almost_sink; `context` is the contents, which begin empty ({0}). */
int contents_sink(void *context, const char *bytes, size_t length);
void contents_release(contents *contents);

#endif
