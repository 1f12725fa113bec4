/* SPDX-License-Identifier: Apache-2.0 */
/* Messages as the Language Server Protocol sends them: a head that says how long each is, then it.
 */
#include "lsp.h"
#include "report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { LONGEST_HEAD = 4096 /* bytes: two short lines, as editors write them */ };

/* Have something in the buffer. 1: there is, 0: the end, -1 after saying what is wrong. */
static int fill(lsp_frames *frames)
{
    ssize_t got;
    if (frames->start < frames->end)
        return 1;
    do
        got = read(STDIN_FILENO, frames->buffer, sizeof frames->buffer);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        report("standard input: cannot be read: %s", strerror(errno));
        return -1;
    }
    frames->start = 0;
    frames->end = (size_t)got;
    return got > 0;
}

/* A line of the head, ended by NUL; `first`: none stands before it. 1, 0 at the end, -1: trouble.
 */
static int read_line(lsp_frames *frames, char line[LONGEST_HEAD], bool first)
{
    size_t used = 0;
    int more;
    while ((more = fill(frames)) > 0 && used < LONGEST_HEAD - 1) {
        char c = frames->buffer[frames->start++];

        if (c == '\n') {
            used -= used > 0 && line[used - 1] == '\r';
            line[used] = '\0';
            return 1;
        }
        line[used++] = c;
    }
    if (more == 0 && used == 0 && first)
        return 0;
    if (more >= 0)
        report("standard input: is not what an editor sends: %s",
               more == 0 ? "it ends within the head of a message"
                         : "a line of a message's head does not end");
    return -1;
}

/* The number of a line `Content-Length: N`; false: it is another. */
static bool is_length(const char *line, uint64_t *length, bool *fine)
{
    static const char name[] = "content-length:";
    char *end;
    if (strncasecmp(line, name, sizeof name - 1) != 0)
        return false;
    line += sizeof name - 1;
    line += strspn(line, " \t");
    errno = 0;
    *length = strtoull(line, &end, 10);
    *fine = errno == 0 && *line >= '0' && *line <= '9' && end[strspn(end, " \t")] == '\0';
    return true;
}

/* The length of the next message. 1, 0 at the end, -1 after saying what is wrong. */
static int read_head(lsp_frames *frames, uint64_t *length)
{
    enum { MOST_LINES = 64 };
    char line[LONGEST_HEAD];
    bool found = false, fine = false, again = false;
    for (int n = 0; n < MOST_LINES; n++) {
        int more = read_line(frames, line, n == 0);

        if (more <= 0)
            return more;
        if (line[0] == '\0' && !found)
            break;
        if (line[0] == '\0')
            return 1;
        again = found;
        if (is_length(line, length, &fine) && (again || !fine))
            break;
        found |= fine;
    }
    report("standard input: is not what an editor sends: a message has no Content-Length that is a "
           "number");
    return -1;
}

/* Take the bytes of a message, or let them go where `out` is NULL. */
static int take(lsp_frames *frames, char *out, uint64_t length)
{
    while (length > 0) {
        int more = fill(frames);
        size_t there = frames->end - frames->start;

        if (more <= 0) {
            if (more == 0)
                report("standard input: ends within a message");
            return -1;
        }
        there = there < length ? there : (size_t)length;
        if (out != NULL) {
            memcpy(out, frames->buffer + frames->start, there);
            out += there;
        }
        frames->start += there;
        length -= there;
    }
    return 1;
}

int lsp_frames_next(lsp_frames *frames)
{
    uint64_t length = 0;
    int more = read_head(frames, &length);
    free(frames->bytes);
    frames->bytes = NULL;
    frames->length = 0;
    if (more <= 0)
        return more;
    if (length > frames->longest)
        return take(frames, NULL, length);
    frames->bytes = malloc((size_t)length + 1);
    if (frames->bytes == NULL) {
        report("out of memory");
        return -1;
    }
    frames->length = (size_t)length;
    return take(frames, frames->bytes, length);
}

void lsp_frames_release(lsp_frames *frames)
{
    free(frames->bytes);
}

/* --- Halves of surrogate pairs --------------------------------------------- */

/* The number of an escape `\uXXXX`, or 0. */
static unsigned escape_at(const char *bytes, size_t length)
{
    unsigned number = 0;
    if (length < 6 || bytes[0] != '\\' || bytes[1] != 'u')
        return 0;
    for (int i = 2; i < 6; i++) {
        const char *digits = "0123456789abcdef",
                   *at = bytes[i] != '\0' ? strchr(digits, bytes[i] | 0x20) : NULL;

        if (at == NULL)
            return 0;
        number = number << 4 | (unsigned)(at - digits);
    }
    return number;
}

void lsp_mend(char *bytes, size_t length)
{
    for (size_t at = 0; at + 1 < length; at++) {
        unsigned one = escape_at(bytes + at, length - at), other;

        if (bytes[at] != '\\')
            continue;
        other = one != 0 ? escape_at(bytes + at + 6, length - at - 6) : 0;
        if (one >= 0xD800 && one < 0xDC00 && other >= 0xDC00 && other < 0xE000)
            at += 11;
        else if (one >= 0xD800 && one < 0xE000)
            memcpy(bytes + at + 2, "FFFD", 4);
        else
            at += 1; /* whatever is escaped, a backslash perhaps */
    }
}
