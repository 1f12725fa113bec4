/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stream that is read while it is written: standard input, a FIFO, a socket, or a file that
 * grows. A pause is told, and so is Ctrl-C, which ends it as its own end would.
 */
#ifndef STREAM_H
#define STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct stream {
    int descriptor;
    const char *name; /* for messages */
    bool file;        /* a regular one */
    bool grows;       /* and its end is not the end */
    bool paused;      /* a pause was told, and nothing came since */
} stream;

/*
 * Open `path`: "-" is standard input, tcp://HOST:PORT and the path of a Unix socket are connected
 * to. Ctrl-C ends the reading from now on. False after saying what is wrong.
 */
bool stream_open(stream *stream, const char *path, bool follow);
void stream_close(stream *stream);

/* Whether SIGTERM ended one: nothing is to go on then. Ctrl-C ends no more than what is read. */
bool stream_was_terminated(void);

enum { STREAM_END = -1, STREAM_TROUBLE = -2, STREAM_PAUSE = 0 };

/*
 * Bytes that have come, at most `size`: how many. STREAM_PAUSE when none have for `pause` seconds,
 * once each pause; STREAM_END; STREAM_TROUBLE after saying what is wrong.
 */
ptrdiff_t stream_read(stream *stream, char *bytes, size_t size, double pause);

/*
 * Where a file that grows is no longer what was read: `read` bytes, the last of which are `tail`.
 * Returns true when it may have changed before its end, so that it is to be read from the start.
 */
bool stream_was_rewritten(const stream *stream, uint64_t read, const char *tail, size_t length);

/* Bytes of a file at a place, as pread() has them. */
ptrdiff_t stream_read_at(const stream *stream, char *bytes, size_t size, uint64_t at);

/* Go on at a place of a file. */
bool stream_go(const stream *stream, uint64_t at);

#endif
