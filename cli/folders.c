/* SPDX-License-Identifier: Apache-2.0 */
/* Folders, read and put in order. */
#include "folders.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *folder_join(const char *folder, const char *name)
{
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = malloc(length);
    if (path != NULL)
        snprintf(path, length, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/",
                 name);
    return path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void folder_release(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

bool folder_list(const char *path, char ***names, size_t *count)
{
    DIR *folder = opendir(path);
    bool whole = folder != NULL;
    if (folder == NULL)
        report("%s: %s", path, strerror(errno));
    for (struct dirent *entry; whole && (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        char **more = realloc(*names, (*count + 1) * sizeof *more);
        char *name = folder_join(path, entry->d_name);

        *names = more != NULL ? more : *names;
        whole = more != NULL && name != NULL;
        if (whole)
            (*names)[(*count)++] = name;
        else
            free(name);
        if (!whole)
            report("out of memory");
    }
    if (folder != NULL)
        closedir(folder);
    if (whole && *count > 0)
        qsort(*names, *count, sizeof **names, by_name);
    return whole;
}

bool folder_visit(const char *path, int depth,
                  bool (*visit)(void *context, const char *path, int depth), void *context)
{
    char **names = NULL;
    size_t count = 0;
    if (depth == FOLDER_MOST_DEPTH) {
        report("%s: folders lie deeper in one another than %d", path, FOLDER_MOST_DEPTH);
        return false;
    }
    bool whole = folder_list(path, &names, &count);
    for (size_t i = 0; i < count && whole; i++)
        whole = visit(context, names[i], depth + 1);
    folder_release(names, count);
    return whole;
}
