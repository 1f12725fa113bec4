/* SPDX-License-Identifier: Apache-2.0 */
/* Folders that may be read, and nothing beside them: mcp_folders.h. */
#include "mcp_folders.h"
#include "folders.h"
#include "report.h"
#include "sources.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FILES = 100000 /* that are listed of a root; each takes some hundred bytes */ };

const mcp_folder *mcp_folder_find(const mcp_folder_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->folders[i].name, name) == 0)
            return &list->folders[i];
    return NULL;
}

static bool add_folder(mcp_folder_list *list, const char *path)
{
    mcp_folder folder = {.path = realpath(path, NULL)};
    struct stat status;
    if (folder.path == NULL || stat(folder.path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        report("%s: is no folder that can be read%s%s", path, folder.path == NULL ? ": " : "",
               folder.path == NULL ? strerror(errno) : "");
        free(folder.path);
        return false;
    }
    const char *slash = strrchr(folder.path, '/');
    folder.name = slash != NULL && slash[1] != '\0' ? slash + 1 : folder.path;
    if (mcp_folder_find(list, folder.name) != NULL) {
        report("%s: another folder is called %s, too; rename one of them", path, folder.name);
        free(folder.path);
        return false;
    }
    list->folders[list->n++] = folder;
    return true;
}

static bool add_folders(mcp_folder_list *list, const path_list *paths)
{
    list->folders = calloc(paths->count + 1, sizeof *list->folders);
    if (list->folders == NULL) {
        report("out of memory");
        return false;
    }
    for (size_t i = 0; i < paths->count; i++)
        if (!add_folder(list, paths->paths[i]))
            return false;
    return true;
}

bool mcp_folders_open(mcp_folders *folders, const settings *settings)
{
    if (!add_folders(&folders->roots, &settings->roots) ||
        !add_folders(&folders->libraries, &settings->libraries))
        return false;
    for (size_t i = 0; i < folders->libraries.n; i++) {
        if (!sources_is_library(folders->libraries.folders[i].path)) {
            report("%s: is no library; almost library create makes one, and --root has a folder "
                   "read file by file",
                   folders->libraries.folders[i].path);
            return false;
        }
    }
    return true;
}

static void release(mcp_folder_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->folders[i].path);
    free(list->folders);
}

void mcp_folders_release(mcp_folders *folders)
{
    release(&folders->roots);
    release(&folders->libraries);
}

/* --- One file ----------------------------------------------------------- */

/* Whether a path leads downwards from where it begins, past nothing that is hidden. */
static bool is_plain(const char *path)
{
    if (path[0] == '\0' || path[0] == '/' || path[0] == '.')
        return false;
    return strstr(path, "/.") == NULL && strlen(path) < PATH_MAX;
}

/* What of a resolved path lies below a root; NULL: it does not lie there. */
static const char *below(const mcp_folder *root, const char *resolved)
{
    size_t length = strcmp(root->path, "/") == 0 ? 0 : strlen(root->path);
    if (strncmp(resolved, root->path, length) != 0 || resolved[length] != '/')
        return NULL;
    return resolved + length + 1;
}

/* Open what lies below an open folder, which is closed, without following any link. */
static int open_below(int folder, const char *path)
{
    char part[NAME_MAX + 1];
    while (folder >= 0) {
        size_t length = strcspn(path, "/");
        bool last = path[length] == '\0';
        int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (last ? O_NONBLOCK : O_DIRECTORY);
        int next = -1;

        if (length <= NAME_MAX) {
            memcpy(part, path, length);
            part[length] = '\0';
            next = openat(folder, part, flags);
        }
        close(folder);
        folder = next;
        if (last)
            break;
        path += length + 1;
    }
    return folder;
}

int mcp_folder_open(const mcp_folder *root, const char *path)
{
    char *joined = is_plain(path) ? folder_join(root->path, path) : NULL;
    char *resolved = joined != NULL ? realpath(joined, NULL) : NULL;
    const char *inside = resolved != NULL ? below(root, resolved) : NULL;
    struct stat status;
    int descriptor = -1;
    if (inside != NULL && is_plain(inside))
        descriptor = open_below(open(root->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), inside);
    free(joined);
    free(resolved);
    if (descriptor >= 0 && (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))) {
        close(descriptor);
        descriptor = -1;
    }
    return descriptor;
}

/* --- All of them -------------------------------------------------------- */

/* What is still to be looked at, the last one next, and what was found. */
typedef struct listing {
    const mcp_folder *root;
    char **folders, **files;
    size_t n_folders, n_files;
} listing;

/* Append a path, which is taken over. */
static bool append(char ***list, size_t *n, char *path)
{
    char **more = path != NULL ? realloc(*list, (*n + 1) * sizeof *more) : NULL;
    if (more == NULL) {
        report("out of memory");
        free(path);
        return false;
    }
    *list = more;
    (*list)[(*n)++] = path;
    return true;
}

/* Sort what is in one folder; folders that are links are passed over, as they may lead round. */
static bool list_folder(listing *listing, const char *path)
{
    size_t skip = strcmp(listing->root->path, "/") == 0 ? 1 : strlen(listing->root->path) + 1;
    char **names = NULL;
    size_t count = 0;
    bool whole = folder_list(path, &names, &count);
    for (size_t i = 0; whole && i < count; i++) {
        struct stat status;
        int descriptor = -1;

        if (lstat(names[i], &status) == 0 && S_ISDIR(status.st_mode)) {
            whole = append(&listing->folders, &listing->n_folders, strdup(names[i]));
            continue;
        }
        descriptor = mcp_folder_open(listing->root, names[i] + skip);
        if (descriptor < 0)
            continue;
        close(descriptor);
        whole = append(&listing->files, &listing->n_files, strdup(names[i] + skip));
    }
    folder_release(names, count);
    return whole;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool mcp_folder_files(const mcp_folder *root, char ***paths, size_t *n)
{
    listing listing = {.root = root};
    bool whole = append(&listing.folders, &listing.n_folders, strdup(root->path));
    while (whole && listing.n_folders > 0) {
        char *folder = listing.folders[--listing.n_folders];

        whole = list_folder(&listing, folder);
        free(folder);
        if (whole && listing.n_files > MOST_FILES) {
            report("%s: has more than %d files; name a smaller folder", root->path, MOST_FILES);
            whole = false;
        }
    }
    folder_release(listing.folders, listing.n_folders);
    if (!whole) {
        folder_release(listing.files, listing.n_files);
        return false;
    }
    if (listing.n_files > 0)
        qsort(listing.files, listing.n_files, sizeof *listing.files, by_name);
    *paths = listing.files;
    *n = listing.n_files;
    return true;
}
