/* SPDX-License-Identifier: Apache-2.0 */
/* What is in a folder. */
#ifndef FOLDERS_H
#define FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

enum { FOLDERS_MOST_DEPTH = 64 /* of folders in folders: a link may lead back */ };

/* FOLDER/NAME, to be freed; NULL when memory ends. */
char *folder_join(const char *folder, const char *name);

/*
 * The paths of what is in a folder, in order, without what begins with a dot. False after saying
 * what is wrong; what was listed is to be released in either case.
 */
bool folder_list(const char *path, char ***names, size_t *count);
void folder_release(char **names, size_t count);

#endif
