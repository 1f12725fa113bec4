/* SPDX-License-Identifier: Apache-2.0 */
/* What is in a folder. */
#ifndef FOLDERS_H
#define FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

enum { FOLDER_MOST_DEPTH = 64 /* of folders in folders: a link may lead back */ };

/* FOLDER/NAME, to be freed; NULL when memory ends. */
char *folder_join(const char *folder, const char *name);

/*
 * The paths of what is in a folder, in order, without what begins with a dot. False after saying
 * what is wrong; what was listed is to be released in either case.
 */
bool folder_list(const char *path, char ***names, size_t *count);
void folder_release(char **names, size_t count);

/*
 * Visit what is in a folder that lies `depth` folders deep, in order, without what begins with a
 * dot, as one deeper. False when a visit said so, or after saying what is wrong.
 */
bool folder_visit(const char *path, int depth,
                  bool (*visit)(void *context, const char *path, int depth), void *context);

#endif
