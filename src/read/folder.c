/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of a folder. Whatever is opened is opened from the folder that it stands in and never
 * through a link, so that nothing leads out; what is neither file nor folder is not opened at all.
 */
#include "base/error.h"
#include "read/container.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME = 1024, DEPTH = 32 /* folders within folders */ };

/* A folder that is being read. */
typedef struct level {
    DIR *folder;
    size_t name_length; /* of its path in `name` */
} level;

typedef struct collecting {
    const char *name;
    const al_read_options *options;
    al_parts *parts;
    level levels[DEPTH];
    int n_levels;
    uint32_t files;
    char path[NAME];           /* from the folder on */
    const struct stat *sought; /* nothing is read: whether this file is among them */
    bool found;
    almost_error *error;
} collecting;

bool al_folder_is(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static almost_status unreadable(const collecting *collecting)
{
    return al_fail(collecting->error, ALMOST_ERROR_READ, collecting->name,
                   "cannot be read: %s in the folder; see who may read it", collecting->path);
}

/* The bytes of a file, which is open. */
static almost_status take_bytes(collecting *collecting, int descriptor)
{
    enum { PIECE = 1 << 16 };
    al_buffer *bytes = &collecting->parts->bytes;
    for (;;) {
        al_buffer_reserve(bytes, PIECE);
        if (bytes->failed)
            return al_fail_memory(collecting->error);
        ssize_t got = read(descriptor, bytes->bytes + bytes->length, PIECE);
        if (got < 0)
            return unreadable(collecting);
        if (got == 0)
            return ALMOST_OK;
        bytes->length += (size_t)got;
        if (bytes->length > collecting->options->limit)
            return al_fail(collecting->error, ALMOST_ERROR_LIMIT, collecting->name,
                           "holds more than the limit of %llu bytes; raise the limit",
                           (unsigned long long)collecting->options->limit);
    }
}

static almost_status take_file(collecting *collecting, int descriptor)
{
    almost_status status = ALMOST_OK;
    if (collecting->files++ == collecting->options->members)
        status = al_fail(collecting->error, ALMOST_ERROR_LIMIT, collecting->name,
                         "has more than the limit of %u files; raise max_members",
                         collecting->options->members);
    else if (!al_parts_begin(collecting->parts, collecting->path))
        status = al_fail_memory(collecting->error);
    else
        status = take_bytes(collecting, descriptor);
    if (status == ALMOST_OK && !al_parts_end(collecting->parts))
        status = al_fail_memory(collecting->error);
    close(descriptor);
    return status;
}

/* Takes over the descriptor. */
static almost_status open_level(collecting *collecting, int descriptor)
{
    if (collecting->n_levels == DEPTH) {
        close(descriptor);
        return al_fail(collecting->error, ALMOST_ERROR_LIMIT, collecting->name,
                       "folders nest deeper than %d; name one further within", DEPTH);
    }
    DIR *folder = fdopendir(descriptor);
    if (folder == NULL) {
        close(descriptor);
        return unreadable(collecting);
    }
    collecting->levels[collecting->n_levels++] = (level){folder, strlen(collecting->path)};
    return ALMOST_OK;
}

static bool is_same(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

static almost_status take_entry(collecting *collecting, const char *name)
{
    const level *level = &collecting->levels[collecting->n_levels - 1];
    int within = dirfd(level->folder);
    size_t at = level->name_length;
    struct stat about;
    int written = snprintf(collecting->path + at, NAME - at, "%s%s", at > 0 ? "/" : "", name);
    if (*name == '.' || written < 0 || (size_t)written >= NAME - at ||
        fstatat(within, name, &about, AT_SYMLINK_NOFOLLOW) != 0 ||
        !(S_ISREG(about.st_mode) || S_ISDIR(about.st_mode)))
        return ALMOST_OK;
    if (collecting->sought != NULL && S_ISREG(about.st_mode)) {
        collecting->found |= is_same(&about, collecting->sought);
        return ALMOST_OK;
    }
    int descriptor = openat(within, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0 || fstat(descriptor, &about) != 0) {
        if (descriptor >= 0)
            close(descriptor);
        return unreadable(collecting);
    }
    if (S_ISDIR(about.st_mode))
        return open_level(collecting, descriptor);
    return take_file(collecting, descriptor);
}

/* All entries from a folder on, however deep. */
static almost_status walk(collecting *collecting, const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (descriptor < 0)
        return al_fail(collecting->error, ALMOST_ERROR_READ, collecting->name,
                       "cannot be read: see who may read it");
    almost_status status = open_level(collecting, descriptor);
    while (status == ALMOST_OK && !collecting->found && collecting->n_levels > 0) {
        struct dirent *entry = readdir(collecting->levels[collecting->n_levels - 1].folder);
        if (entry == NULL)
            closedir(collecting->levels[--collecting->n_levels].folder);
        else
            status = take_entry(collecting, entry->d_name);
    }
    while (collecting->n_levels > 0)
        closedir(collecting->levels[--collecting->n_levels].folder);
    return status;
}

almost_status al_folder_collect(const char *path, const char *name, const al_read_options *options,
                                al_parts *parts, almost_error *error)
{
    collecting collecting = {.name = name, .options = options, .parts = parts, .error = error};
    almost_status status = walk(&collecting, path);
    if (status == ALMOST_OK && parts->n == 0)
        return al_fail(error, ALMOST_ERROR_READ, name, "cannot be read: the folder holds no file");
    return status;
}

bool al_folder_holds(const char *path, const struct stat *file)
{
    collecting collecting = {.name = path, .sought = file};
    return walk(&collecting, path) == ALMOST_OK && collecting.found;
}
