/* SPDX-License-Identifier: Apache-2.0 */
/* The sources that quotations are held against: files, and the files of folders. */
#ifndef SOURCES_H
#define SOURCES_H

#include "progress.h"
#include "settings.h"

typedef struct source_list {
    almost_text **texts;
    size_t count;
} source_list;

/*
 * Read what --against names, and operands beside it: each a file, all documents of a library, or
 * each file of a folder and the folders in it in the order of their names; what begins with a dot
 * is passed over. Each may take what is left of the time since the start of `progress`. False after
 * saying what is wrong.
 */
bool sources_read_all(source_list *list, const settings *settings,
                      const almost_environment *environment, const progress *progress,
                      char *const *operands, int n_operands);
/* Whether a path is the folder of a library. */
bool sources_is_library(const char *path);
void sources_release(source_list *list);

#endif
