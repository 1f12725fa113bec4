/* SPDX-License-Identifier: Apache-2.0 */
/* Writing answers; target.h says how. */
#include "target.h"
#include "leftovers.h"
#include "report.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file to remove when a signal ends the program; set once a run. */
static char *volatile unfinished;

static void remove_unfinished(int number)
{
    if (unfinished != NULL)
        unlink(unfinished);
    signal(number, SIG_DFL);
    raise(number);
}

/* Have the temporary file removed when the program is interrupted. */
static void guard_unfinished(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGALRM, SIGXCPU};
    struct sigaction before, action;
    memset(&action, 0, sizeof action);
    action.sa_handler = remove_unfinished;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(numbers[i], &action, NULL);
}

/* Open a new file with the mode that new files get; no signal comes before it is guarded. */
static int create(char *path)
{
    sigset_t all, before;
    int descriptor;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
        unfinished = path;
        guard_unfinished();
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return descriptor;
}

/* How much of a path is its folder, with the slash. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* The folder of a path, to be freed; NULL when memory ends. */
static char *folder_of(const char *path)
{
    size_t length = folder_length(path);
    return length > 0 ? strndup(path, length) : strdup(".");
}

/* Create the temporary file in the folder of `target`. */
static bool create_beside(target *target)
{
    size_t folder = folder_length(target->path), size = folder + 64;
    char *beside = folder_of(target->path);
    if (beside != NULL)
        leftovers_remove(beside);
    free(beside);
    target->temporary = malloc(size);
    for (unsigned attempt = 0; target->temporary != NULL && attempt < 100; attempt++) {
        memcpy(target->temporary, target->path, folder);
        leftovers_name(target->temporary + folder, size - folder, attempt);
        target->descriptor = create(target->temporary);
        if (target->descriptor >= 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    report("%s: %s", target->name, strerror(errno));
    free(target->temporary);
    target->temporary = NULL;
    return false;
}

/* Write to something that is no regular file, such as a device or a FIFO. */
static bool open_directly(target *target, const char *path)
{
    target->descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (target->descriptor < 0)
        report("%s: %s", path, strerror(errno));
    return target->descriptor >= 0;
}

bool target_is_standard_output(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
}

/* What a link that leads nowhere says, from where it lies; NULL with errno. */
static char *read_link(const char *path)
{
    char leads[PATH_MAX];
    ssize_t length = readlink(path, leads, sizeof leads - 1);
    size_t folder;
    char *to;
    if (length < 0)
        return NULL;
    leads[length] = '\0';
    folder = leads[0] == '/' ? 0 : folder_length(path);
    to = malloc(folder + (size_t)length + 1);
    if (to != NULL) {
        memcpy(to, path, folder);
        memcpy(to + folder, leads, (size_t)length + 1);
    }
    return to;
}

/* The file that a path is to become, which is not there: behind all links. NULL with errno. */
static char *follow(const char *path)
{
    char *at = strdup(path);
    struct stat status;
    for (int links = 0; at != NULL && lstat(at, &status) == 0 && S_ISLNK(status.st_mode); links++) {
        char *next = links < 40 ? read_link(at) : NULL;

        if (links == 40)
            errno = ELOOP;
        free(at);
        at = next;
    }
    return at;
}

/* To standard output. */
static void begin(target *target)
{
    target->descriptor = STDOUT_FILENO;
    target->name = "standard output";
    target->path = target->temporary = NULL;
    target->error = 0;
    target->reader_may_quit = false;
    target->used = 0;
}

/* Whether what is there may be replaced; else it is said. */
static bool may_replace(const char *path, const struct stat *status)
{
    if ((status->st_mode & 0222) == 0)
        report("%s: is write-protected; choose another file", path);
    else if (access(path, W_OK) != 0)
        report("%s: %s", path, strerror(errno));
    else
        return true;
    return false;
}

/* The mode is kept, and so are owner and group where that is allowed. */
static void keep_mode(target *target, struct stat *status)
{
    if (fchown(target->descriptor, status->st_uid, status->st_gid) != 0)
        status->st_mode &= 0777;
    if (fchmod(target->descriptor, status->st_mode & 07777) != 0)
        target->error = errno;
}

bool target_open(target *target, const char *path)
{
    struct stat status;
    bool there;
    begin(target);
    if (target_is_standard_output(path))
        return true;
    target->name = path;
    there = stat(path, &status) == 0;
    if (there && !S_ISREG(status.st_mode))
        return open_directly(target, path);
    if (there && !may_replace(path, &status))
        return false;
    /* a link stays, and what it leads to is replaced, or made */
    target->path = there ? realpath(path, NULL) : follow(path);
    if (target->path == NULL) {
        report("%s: %s", path, strerror(errno));
        return false;
    }
    if (!create_beside(target)) {
        free(target->path);
        return false;
    }
    if (there)
        keep_mode(target, &status);
    return true;
}

/* Write bytes whole. */
static void write_whole(target *target, const char *bytes, size_t length)
{
    while (length > 0 && target->error == 0) {
        ssize_t written = write(target->descriptor, bytes, length);

        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (written < 0 && errno != EINTR) {
            target->error = errno;
        }
    }
}

void target_flush(target *target)
{
    write_whole(target, target->buffer, target->used);
    target->used = 0;
}

int target_sink(void *context, const char *bytes, size_t length)
{
    target *target = context;
    assert(target->used <= sizeof target->buffer);
    if (length > sizeof target->buffer - target->used)
        target_flush(target);
    if (length > sizeof target->buffer) {
        write_whole(target, bytes, length);
    } else {
        memcpy(target->buffer + target->used, bytes, length);
        target->used += length;
    }
    return target->error != 0;
}

void target_text(target *target, const char *text)
{
    target_sink(target, text, strlen(text));
}

void target_format(target *target, const char *format, ...)
{
    char line[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    target_text(target, line);
}

/* Have the folder keep the new name, too, where it can be synced. */
static void sync_folder(target *target)
{
    char *folder = folder_of(target->path);
    int descriptor = folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (descriptor < 0)
        return;
    if (fsync(descriptor) != 0 && errno == EIO)
        target->error = errno;
    close(descriptor);
}

/* Give the complete file its name. */
static void put_in_place(target *target)
{
    assert(target->path != NULL);
    /* what cannot be synced (EINVAL) is no file that could be half there */
    if (target->error == 0 && fsync(target->descriptor) != 0 && errno != EINVAL)
        target->error = errno;
    if (close(target->descriptor) != 0 && target->error == 0)
        target->error = errno;
    if (target->error == 0 && rename(target->temporary, target->path) != 0)
        target->error = errno;
    if (target->error != 0)
        unlink(target->temporary);
    else
        sync_folder(target);
}

static void release(target *target)
{
    unfinished = NULL;
    free(target->temporary);
    free(target->path);
    target->temporary = target->path = NULL;
}

bool target_close(target *target)
{
    target_flush(target);
    if (target->temporary != NULL)
        put_in_place(target);
    else if (close(target->descriptor) != 0 && target->error == 0)
        target->error = errno;
    release(target);
    if (target->error == 0 || target->error == EPIPE)
        return target->error == 0 || target->reader_may_quit; /* a reader that left knows */
    report("%s: %s", target->name, strerror(target->error));
    return false;
}

void target_discard(target *target)
{
    if (target->temporary != NULL) {
        close(target->descriptor);
        unlink(target->temporary);
    }
    release(target);
}
