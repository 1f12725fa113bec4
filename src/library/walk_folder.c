/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of a folder and of the folders in it, by name, so that a library does not depend on
 * the order in which a disk lists them. Links are not followed, so that nothing leads out or in
 * rings; a folder that is a library is passed over.
 */
#include "library/intake.h"

#include "base/error.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 32 }; /* folders within folders */

typedef struct walking {
    const almost_allocator *allocator;
    almost_status (*visit)(void *context, const char *path);
    void *context;
    almost_error *error;
} walking;

typedef struct names {
    char **items;
    size_t n;
    size_t capacity;
} names;

static void release_names(const walking *walking, names *names)
{
    for (size_t i = 0; i < names->n; i++)
        al_release(walking->allocator, names->items[i]);
    al_release(walking->allocator, names->items);
}

static bool add_name(const walking *walking, names *names, const char *name)
{
    if (!al_grow(walking->allocator, (void **)&names->items, &names->capacity, names->n + 1,
                 sizeof *names->items))
        return false;
    char *copy = al_allocate(walking->allocator, strlen(name) + 1, 1);
    if (copy == NULL)
        return false;
    memcpy(copy, name, strlen(name) + 1);
    names->items[names->n++] = copy;
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static almost_status read_names(const walking *walking, const char *path, names *names)
{
    DIR *folder = opendir(path);
    bool room = true;
    if (folder == NULL)
        return al_fail(walking->error, ALMOST_ERROR_READ, path,
                       "cannot be read: system error %d; see who may read it", errno);
    for (struct dirent *entry; room && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            room = add_name(walking, names, entry->d_name);
    closedir(folder);
    if (names->n > 1)
        qsort(names->items, names->n, sizeof *names->items, by_name);
    return room ? ALMOST_OK : al_fail_memory(walking->error);
}

static bool is_library(const walking *walking, const char *path)
{
    struct stat about;
    char *catalogue = al_library_file(walking->allocator, path, "catalogue.sqlite");
    bool is = catalogue != NULL && stat(catalogue, &about) == 0;
    al_release(walking->allocator, catalogue);
    return is;
}

static almost_status walk(const walking *walking, const char *path, int depth);

static almost_status visit_entry(const walking *walking, const char *path, int depth)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return ALMOST_OK;
    if (S_ISREG(about.st_mode))
        return walking->visit(walking->context, path);
    if (!S_ISDIR(about.st_mode) || is_library(walking, path))
        return ALMOST_OK;
    return walk(walking, path, depth + 1);
}

static almost_status walk(const walking *walking, const char *path, int depth)
{
    names names = {0};
    if (depth > DEEPEST)
        return al_fail(walking->error, ALMOST_ERROR_LIMIT, path,
                       "folders nest deeper than %d; name one further within", DEEPEST);
    almost_status status = read_names(walking, path, &names);
    for (size_t i = 0; status == ALMOST_OK && i < names.n; i++) {
        char *within = al_library_file(walking->allocator, path, names.items[i]);
        status =
            within != NULL ? visit_entry(walking, within, depth) : al_fail_memory(walking->error);
        al_release(walking->allocator, within);
    }
    release_names(walking, &names);
    return status;
}

almost_status al_walk_folder(const almost_allocator *allocator, const char *path,
                             almost_status (*visit)(void *context, const char *path), void *context,
                             almost_error *error)
{
    const walking walking = {allocator, visit, context, error};
    return walk(&walking, path, 0);
}
