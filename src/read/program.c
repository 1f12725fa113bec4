/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The input is a file without a name, so that nothing is written to a pipe that its reader may
 * close, and no signal comes of it. The output is a pipe that is polled. Where the host has it that
 * children leave no status (SIGCHLD ignored), or another thread has taken it, what was written
 * counts: whoever asked sees whether it is whole.
 */
#include "read/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

typedef struct child {
    pid_t pid;
    int output;       /* our end of its pipe */
    int64_t deadline; /* in milliseconds */
} child;

/* Between the making of a pipe and its marks no other thread of ours may start a program. */
static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* The same descriptor above those of the standard streams, not to be inherited; -1 on trouble. */
static int move_up(int descriptor)
{
    if (descriptor < 0)
        return -1;
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    int trouble = errno;
    close(descriptor);
    errno = trouble;
    return moved;
}

static bool write_all(int descriptor, const char *bytes, uint64_t length)
{
    enum { PORTION = 1 << 24 };
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length < PORTION ? (size_t)length : PORTION);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            length -= (uint64_t)written;
        }
    }
    return lseek(descriptor, 0, SEEK_SET) == 0;
}

/* A new file without a name, or -1. With the lock held. */
static int open_input(void)
{
    char name[256];
    const char *folder = getenv("TMPDIR");
    if (folder == NULL || *folder == '\0' ||
        snprintf(name, sizeof name, "%s/almost-XXXXXX", folder) >= (int)sizeof name)
        snprintf(name, sizeof name, "/tmp/almost-XXXXXX");
    int descriptor = move_up(mkstemp(name));
    if (descriptor < 0) {
        errno = errno == ENOENT ? ENOTDIR : errno; /* it is not the program that is missing */
        return -1;
    }
    unlink(name);
    return descriptor;
}

static int add_actions(posix_spawn_file_actions_t *actions, int input, int output)
{
    int trouble = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
    if (trouble == 0)
        trouble = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
    if (trouble == 0)
        trouble =
            posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    return trouble;
}

/* Signals as a program expects them, whatever the host has made of its own. */
static int set_signals(posix_spawnattr_t *attributes)
{
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGCHLD);
    int trouble = posix_spawnattr_setsigmask(attributes, &none);
    if (trouble == 0)
        trouble = posix_spawnattr_setsigdefault(attributes, &usual);
    if (trouble == 0)
        trouble =
            posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return trouble;
}

/* 0, or what went wrong. */
static int spawn(const al_program *program, int input, int output, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int trouble = posix_spawn_file_actions_init(&actions);
    if (trouble != 0)
        return trouble;
    trouble = posix_spawnattr_init(&attributes);
    if (trouble == 0) {
        trouble = add_actions(&actions, input, output);
        if (trouble == 0)
            trouble = set_signals(&attributes);
        if (trouble == 0)
            trouble = posix_spawnp(pid, program->name, &actions, &attributes,
                                   (char *const *)program->arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return trouble;
}

/* With the lock held. 0, or what went wrong. */
static int start_locked(const al_program *program, int input, child *child)
{
    int ends[2];
    if (pipe(ends) != 0)
        return errno;
    int reading = move_up(ends[0]), writing = move_up(ends[1]);
    int trouble = reading < 0 || writing < 0 ? EMFILE : spawn(program, input, writing, &child->pid);
    if (writing >= 0)
        close(writing);
    if (trouble != 0 && reading >= 0)
        close(reading);
    child->output = reading;
    return trouble;
}

static int start(const al_program *program, child *child)
{
    pthread_mutex_lock(&starting);
    int input = open_input(), trouble = input < 0 ? errno : 0;
    pthread_mutex_unlock(&starting);
    if (trouble != 0)
        return trouble;
    if (write_all(input, program->bytes, program->length)) {
        pthread_mutex_lock(&starting);
        trouble = start_locked(program, input, child);
        pthread_mutex_unlock(&starting);
    } else
        trouble = errno;
    close(input);
    return trouble;
}

/* Whether there is something to read, or the end, before it is too late. */
static bool await(const child *child)
{
    for (;;) {
        int64_t left = child->deadline - now();
        struct pollfd waiting = {.fd = child->output, .events = POLLIN};
        int ready = left > 0 ? poll(&waiting, 1, left < 1000000 ? (int)left : 1000000) : 0;
        if (ready > 0)
            return true;
        if (left <= 0 || (ready < 0 && errno != EINTR))
            return false;
    }
}

static al_program_end take_output(const al_program *program, const child *child, al_buffer *out)
{
    char bytes[1 << 14];
    while (await(child)) {
        ssize_t length = read(child->output, bytes, sizeof bytes);
        if (length == 0)
            return AL_PROGRAM_DONE;
        if (length < 0) {
            if (errno == EINTR)
                continue;
            return AL_PROGRAM_TROUBLE;
        }
        if (out->length + (uint64_t)length > program->limit)
            return AL_PROGRAM_LONG;
        al_buffer_append(out, bytes, (size_t)length);
        if (out->failed)
            return AL_PROGRAM_MEMORY;
    }
    return AL_PROGRAM_LATE;
}

/* By its status: one of posix_spawn's two ways to tell that there is no such program is this
 * number. */
static al_program_end end_of(int status)
{
    enum { no_such_program = 127 };
    if (!WIFEXITED(status))
        return AL_PROGRAM_FAILED;
    return WEXITSTATUS(status) == 0                 ? AL_PROGRAM_DONE
           : WEXITSTATUS(status) == no_such_program ? AL_PROGRAM_MISSING
                                                    : AL_PROGRAM_FAILED;
}

/* It has closed its output and is about to end, or does not: then it is ended. */
static al_program_end await_end(const child *child)
{
    struct timespec pause = {.tv_nsec = 200000};
    for (;;) {
        int status;
        pid_t ended = waitpid(child->pid, &status, WNOHANG);
        if (ended == child->pid)
            return end_of(status);
        if (ended < 0 && errno != EINTR)
            return AL_PROGRAM_DONE; /* its status is gone */
        if (now() > child->deadline)
            return AL_PROGRAM_LATE;
        nanosleep(&pause, NULL);
        pause.tv_nsec += pause.tv_nsec < 20000000 ? pause.tv_nsec / 2 : 0;
    }
}

static void end_now(const child *child)
{
    kill(child->pid, SIGKILL);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}

al_program_end al_program_run(const al_program *program, al_buffer *out)
{
    child child = {.deadline = now() + (int64_t)program->seconds * 1000};
    int trouble = start(program, &child);
    errno = trouble;
    if (trouble != 0)
        return trouble == ENOENT   ? AL_PROGRAM_MISSING
               : trouble == ENOMEM ? AL_PROGRAM_MEMORY
                                   : AL_PROGRAM_TROUBLE;
    al_program_end end = take_output(program, &child, out);
    trouble = errno;
    close(child.output);
    bool running = end != AL_PROGRAM_DONE;
    if (!running) {
        end = await_end(&child);
        running = end == AL_PROGRAM_LATE;
    }
    if (running)
        end_now(&child);
    errno = trouble;
    return end;
}
