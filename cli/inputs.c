/* SPDX-License-Identifier: Apache-2.0 */
/* Folders are walked, but no links to folders: these may lead round. */
#include "inputs.h"
#include "folders.h"
#include "report.h"
#include "target.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_same(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

static bool folder_holds(int descriptor, const struct stat *file, int depth);

/* Whether what has this name in a folder is the file, or a folder that holds it. */
static bool entry_holds(int folder, const char *name, const struct stat *file, int depth)
{
    struct stat about;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return false;
    if (fstatat(folder, name, &about, 0) == 0 && is_same(&about, file))
        return true;
    if (depth == FOLDER_MOST_DEPTH || fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISDIR(about.st_mode))
        return false;
    return folder_holds(openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), file,
                        depth + 1);
}

/* Takes over the descriptor, which may be none. */
static bool folder_holds(int descriptor, const struct stat *file, int depth)
{
    DIR *folder = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    bool holds = false;
    if (folder == NULL) {
        if (descriptor >= 0)
            close(descriptor);
        return false;
    }
    for (struct dirent *entry; !holds && (entry = readdir(folder)) != NULL;)
        holds = entry_holds(dirfd(folder), entry->d_name, file, depth);
    closedir(folder);
    return holds;
}

/* Whether the answer replaces a file that is there. */
static bool replaces(const char *output, struct stat *file)
{
    return !target_is_standard_output(output) && stat(output, file) == 0 && S_ISREG(file->st_mode);
}

bool inputs_hold(const char *output, const char *input)
{
    struct stat mine, theirs;
    if (!replaces(output, &mine))
        return false;
    if ((strcmp(input, "-") == 0 ? fstat(STDIN_FILENO, &theirs) : stat(input, &theirs)) != 0)
        return false;
    if (S_ISDIR(theirs.st_mode))
        return folder_holds(open(input, O_RDONLY | O_DIRECTORY | O_CLOEXEC), &mine, 0);
    return is_same(&mine, &theirs);
}

bool inputs_spared(const settings *settings, const char *input)
{
    if (input == NULL || !inputs_hold(settings->output, input))
        return true;
    report("%s: is a file that is read; choose another file", settings->output);
    return false;
}

/* What is looked for among the sources of a library. */
typedef struct looking {
    const char *output;
    bool found;
} looking;

static int look_at(void *context, const almost_library_document *document)
{
    looking *looking = context;
    looking->found = inputs_hold(looking->output, document->path);
    return looking->found;
}

bool inputs_library_spared(const settings *settings, const almost_environment *environment,
                           const char *library)
{
    looking looking = {.output = settings->output};
    struct stat file;
    almost_error error;
    if (!replaces(settings->output, &file))
        return true;
    if (!inputs_spared(settings, library))
        return false;
    if (almost_library_list(library, environment, look_at, &looking, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    if (looking.found)
        report("%s: is a source of the library; choose another file", settings->output);
    return !looking.found;
}
