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
static bool create_beside(output *output)
{
    const char *slash = strrchr(output->target, '/');
    int folder = slash == NULL ? 0 : (int)(slash - output->target) + 1;
    size_t size = (size_t)folder + 64;

    output->temporary = malloc(size);
    for (unsigned attempt = 0; output->temporary != NULL && attempt < 100; attempt++) {
        snprintf(output->temporary, size, "%.*s.almost-%ld-%u", folder, output->target,
                 (long)getpid(), attempt);
        output->descriptor = create(output->temporary);
        if (output->descriptor >= 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    report("%s: %s", output->name, strerror(errno));
    free(output->temporary);
    output->temporary = NULL;
    return false;
}

/* Write to something that is no regular file, such as a device or a FIFO. */
static bool open_directly(output *output, const char *path)
{
    output->descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (output->descriptor < 0)
        report("%s: %s", path, strerror(errno));
    return output->descriptor >= 0;
}

static bool is_standard_output(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
}

bool output_is_input(const char *path, const char *input)
{
    struct stat mine, theirs;
    bool there;

    if (is_standard_output(path) || stat(path, &mine) != 0 || !S_ISREG(mine.st_mode))
        return false;
    there = strcmp(input, "-") == 0 ? fstat(STDIN_FILENO, &theirs) == 0 : stat(input, &theirs) == 0;
    return there && mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino;
}

bool output_open(output *output, const char *path)
{
    struct stat status;
    bool there;

    output->descriptor = STDOUT_FILENO;
    output->name = "standard output";
    output->target = output->temporary = NULL;
    output->error = 0;
    output->reader_may_quit = false;
    output->used = 0;
    if (is_standard_output(path))
        return true;
    output->name = path;
    there = stat(path, &status) == 0;
    if (there && !S_ISREG(status.st_mode))
        return open_directly(output, path);
    if (there && (status.st_mode & 0222) == 0) {
        report("%s: is write-protected; choose another file", path);
        return false;
    }
    if (there && access(path, W_OK) != 0) {
        report("%s: %s", path, strerror(errno));
        return false;
    }
    /* a link stays, and what it leads to is replaced */
    output->target = there ? realpath(path, NULL) : strdup(path);
    if (output->target == NULL) {
        report("%s: %s", path, strerror(errno));
        return false;
    }
    if (!create_beside(output)) {
        free(output->target);
        return false;
    }
    /* the mode is kept, and so are owner and group where that is allowed */
    if (there && fchown(output->descriptor, status.st_uid, status.st_gid) != 0)
        status.st_mode &= 0777;
    if (there && fchmod(output->descriptor, status.st_mode & 07777) != 0)
        output->error = errno;
    return true;
}

/* Write bytes whole. */
static void write_whole(output *output, const char *bytes, size_t length)
{
    while (length > 0 && output->error == 0) {
        ssize_t written = write(output->descriptor, bytes, length);

        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (written < 0 && errno != EINTR) {
            output->error = errno;
        }
    }
}

static void flush(output *output)
{
    write_whole(output, output->buffer, output->used);
    output->used = 0;
}

int output_sink(void *context, const char *bytes, size_t length)
{
    output *output = context;

    assert(output->used <= sizeof output->buffer);
    if (length > sizeof output->buffer - output->used)
        flush(output);
    if (length > sizeof output->buffer) {
        write_whole(output, bytes, length);
    } else {
        memcpy(output->buffer + output->used, bytes, length);
        output->used += length;
    }
    return output->error != 0;
}

void output_text(output *output, const char *text)
{
    output_sink(output, text, strlen(text));
}

void output_format(output *output, const char *format, ...)
{
    char line[2048];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    output_text(output, line);
}

/* Give the complete file its name. */
static void put_in_place(output *output)
{
    assert(output->target != NULL);
    /* what cannot be synced (EINVAL) is no file that could be half there */
    if (output->error == 0 && fsync(output->descriptor) != 0 && errno != EINVAL)
        output->error = errno;
    if (close(output->descriptor) != 0 && output->error == 0)
        output->error = errno;
    if (output->error == 0 && rename(output->temporary, output->target) != 0)
        output->error = errno;
    if (output->error != 0)
        unlink(output->temporary);
}

static void release(output *output)
{
    unfinished = NULL;
    free(output->temporary);
    free(output->target);
    output->temporary = output->target = NULL;
}

bool output_close(output *output)
{
    flush(output);
    if (output->temporary != NULL)
        put_in_place(output);
    else if (close(output->descriptor) != 0 && output->error == 0)
        output->error = errno;
    release(output);
    if (output->error == 0 || output->error == EPIPE)
        return output->error == 0 || output->reader_may_quit; /* a reader that left knows */
    report("%s: %s", output->name, strerror(output->error));
    return false;
}

void output_discard(output *output)
{
    if (output->temporary != NULL) {
        close(output->descriptor);
        unlink(output->temporary);
    }
    release(output);
}
