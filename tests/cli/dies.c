/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loaded before a program, by LD_PRELOAD: whatever changes a disk is counted, and the one that
 * $DIES_AT names, from 0, is the last thing that the program does; of a write half is done. So the
 * program ends as by a loss of power at each instant that a file could show, also within SQLite.
 */
#undef _FILE_OFFSET_BITS /* so that pwrite is pwrite, and not another name for pwrite64 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long counted;

/* Whether this is the last one. */
static int is_last(void)
{
    const char *at = getenv("DIES_AT");
    return at != NULL && counted++ == atol(at);
}

static void die(void)
{
    kill(getpid(), SIGKILL);
}

/* The function that has this name in the C library. */
static void find(const char *name, void *function)
{
    void *symbol = dlsym(RTLD_NEXT, name);
    memcpy(function, &symbol, sizeof symbol);
}

#define WRITER(name, offset)                                                                       \
    ssize_t name(int descriptor, const void *bytes, size_t length, offset at);                     \
    ssize_t name(int descriptor, const void *bytes, size_t length, offset at)                      \
    {                                                                                              \
        ssize_t (*real)(int, const void *, size_t, offset);                                        \
        find(#name, &real);                                                                        \
        if (!is_last())                                                                            \
            return real(descriptor, bytes, length, at);                                            \
        (void)real(descriptor, bytes, length / 2, at);                                             \
        die();                                                                                     \
        return -1;                                                                                 \
    }

#define CHANGER(name, parameters, arguments)                                                       \
    int name parameters;                                                                           \
    int name parameters                                                                            \
    {                                                                                              \
        int(*real) parameters;                                                                     \
        find(#name, &real);                                                                        \
        if (is_last())                                                                             \
            die();                                                                                 \
        return real arguments;                                                                     \
    }

WRITER(pwrite, off_t)
CHANGER(fsync, (int descriptor), (descriptor))
CHANGER(fdatasync, (int descriptor), (descriptor))
CHANGER(ftruncate, (int descriptor, off_t length), (descriptor, length))
CHANGER(rename, (const char *from, const char *to), (from, to))
CHANGER(unlink, (const char *path), (path))
#ifdef __GLIBC__
WRITER(pwrite64, off64_t)
CHANGER(ftruncate64, (int descriptor, off64_t length), (descriptor, length))
#endif
