/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where an answer goes: standard output, a pager, or a file. A file is written
 * beside its name and renamed when it is complete, so that it is never seen
 * half-written; what is no regular file (a device, a FIFO) is written to as it
 * is. Every write is checked, the last one at target_close().
 */
#ifndef TARGET_H
#define TARGET_H

#include <stdbool.h>
#include <stddef.h>

typedef struct target {
    int descriptor;
    const char *name;     /* for messages */
    char *path;           /* the file to become; NULL when written directly */
    char *temporary;      /* beside it; NULL when written directly */
    int error;            /* errno of the first write that failed; 0: none */
    bool reader_may_quit; /* a pager: its end is no trouble */
    size_t used;          /* bytes in `buffer` */
    char buffer[1 << 16];
} target;

/* Whether this means standard output: NULL, "-", "/dev/stdout". */
bool target_is_standard_output(const char *path);

/*
 * Open the file `path`, or standard output when it is NULL or "-". A file that nobody may
 * write is left alone, also by root. False after saying why not.
 */
bool target_open(target *target, const char *path);

/* An almost_sink; `context` is the target. */
int target_sink(void *context, const char *bytes, size_t length);

/* Write what is held back, for whoever reads along. */
void target_flush(target *target);

void target_text(target *target, const char *text);
__attribute__((format(printf, 2, 3))) void target_format(target *target, const char *format, ...);

/* Write what is left and put the file in its place. False after saying what went wrong. */
bool target_close(target *target);

/* Forget the answer: nothing more is written and no file appears. */
void target_discard(target *target);

#endif
