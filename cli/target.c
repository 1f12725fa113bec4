/* SPDX-License-Identifier: Apache-2.0 */
/* Writing answers; target.h says how. */
#include "target.h"
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
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ};
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
    sigprocmask(SIG_BLOCK, &all, &before);
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
        unfinished = path;
        guard_unfinished();
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return descriptor;
}

/* Create the temporary file in the folder of `target`. */
static bool create_beside(target *target)
{
    const char *slash = strrchr(target->path, '/');
    int folder = slash == NULL ? 0 : (int)(slash - target->path) + 1;
    size_t size = (size_t)folder + 64;

    target->temporary = malloc(size);
    for (unsigned attempt = 0; target->temporary != NULL && attempt < 100; attempt++) {
        snprintf(target->temporary, size, "%.*s.almost-%ld-%u", folder, target->path,
                 (long)getpid(), attempt);
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

static bool is_standard_output(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
}

bool target_is_input(const char *path, const char *input)
{
    struct stat mine, theirs;
    bool there;

    if (is_standard_output(path) || stat(path, &mine) != 0 || !S_ISREG(mine.st_mode))
        return false;
    there = strcmp(input, "-") == 0 ? fstat(STDIN_FILENO, &theirs) == 0 : stat(input, &theirs) == 0;
    return there && mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino;
}

bool target_open(target *target, const char *path)
{
    struct stat status;
    bool there;

    target->descriptor = STDOUT_FILENO;
    target->name = "standard output";
    target->path = target->temporary = NULL;
    target->error = 0;
    target->reader_may_quit = false;
    target->used = 0;
    if (is_standard_output(path))
        return true;
    target->name = path;
    there = stat(path, &status) == 0;
    if (there && !S_ISREG(status.st_mode))
        return open_directly(target, path);
    if (there && (status.st_mode & 0222) == 0) {
        report("%s: is write-protected; choose another file", path);
        return false;
    }
    if (there && access(path, W_OK) != 0) {
        report("%s: %s", path, strerror(errno));
        return false;
    }
    /* a link stays, and what it leads to is replaced */
    target->path = there ? realpath(path, NULL) : strdup(path);
    if (target->path == NULL) {
        report("%s: %s", path, strerror(errno));
        return false;
    }
    if (!create_beside(target)) {
        free(target->path);
        return false;
    }
    /* the mode is kept, and so are owner and group where that is allowed */
    if (there && fchown(target->descriptor, status.st_uid, status.st_gid) != 0)
        status.st_mode &= 0777;
    if (there && fchmod(target->descriptor, status.st_mode & 07777) != 0)
        target->error = errno;
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

static void flush(target *target)
{
    write_whole(target, target->buffer, target->used);
    target->used = 0;
}

int target_sink(void *context, const char *bytes, size_t length)
{
    target *target = context;

    assert(target->used <= sizeof target->buffer);
    if (length > sizeof target->buffer - target->used)
        flush(target);
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
    flush(target);
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
