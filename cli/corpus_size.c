/* SPDX-License-Identifier: Apache-2.0 */
/* A folder is looked through as it is read: without hidden files, and only so deep. */
#include "corpus_size.h"
#include "folders.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

static uint64_t size_at(const char *path, int depth)
{
    uint64_t size = 0;
    struct stat status;
    if (stat(path, &status) != 0)
        return 0;
    if (!S_ISDIR(status.st_mode))
        return S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    DIR *folder = depth == FOLDER_MOST_DEPTH ? NULL : opendir(path);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char *name = entry->d_name[0] == '.' ? NULL : folder_join(path, entry->d_name);
        size += name == NULL ? 0 : size_at(name, depth + 1);
        free(name);
    }
    if (folder != NULL)
        closedir(folder);
    return size;
}

uint64_t corpus_size(const char *path)
{
    return size_at(path, 0);
}
