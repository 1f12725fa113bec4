/* SPDX-License-Identifier: Apache-2.0 */
/* Lines one after the other: line_reader.h. */
#include "line_reader.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Append to the line what of it is wanted. False when memory ends. */
static bool keep(line_reader *reader, const char *bytes, size_t length)
{
    size_t room = reader->longest + 1 - reader->length;
    length = length < room ? length : room;
    if (length > reader->capacity - reader->length) {
        size_t capacity = 2 * (reader->length + length) + 256;
        char *grown = realloc(reader->line, capacity);

        if (grown == NULL) {
            report("%s: out of memory", reader->name);
            return false;
        }
        reader->line = grown;
        reader->capacity = capacity;
    }
    if (length > 0)
        memcpy(reader->line + reader->length, bytes, length);
    reader->length += length;
    return true;
}

/* Read more. 1: there is more, 0: the end, -1 after saying what is wrong. */
static int refill(line_reader *reader)
{
    ssize_t got;
    do
        got = read(reader->descriptor, reader->buffer, sizeof reader->buffer);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        report("%s: cannot be read: %s", reader->name, strerror(errno));
    reader->start = 0;
    reader->end = got > 0 ? (size_t)got : 0;
    reader->taken += reader->end;
    return got > 0 ? 1 : (int)got;
}

int line_reader_next(line_reader *reader)
{
    bool any = false;
    reader->length = 0;
    reader->number++;
    for (;;) {
        const char *from = reader->buffer + reader->start;
        const char *newline = memchr(from, '\n', reader->end - reader->start);
        size_t length = newline != NULL ? (size_t)(newline - from) : reader->end - reader->start;
        int more;

        any |= length > 0;
        if (!keep(reader, from, length))
            return -1;
        reader->start += length + (newline != NULL);
        if (newline != NULL)
            return 1;
        more = refill(reader);
        if (more <= 0)
            return more < 0 ? -1 : any;
    }
}

static uint64_t size_of(int descriptor)
{
    struct stat about;
    return fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
}

line_reader *line_reader_open(const char *path, size_t longest)
{
    bool standard = strcmp(path, "-") == 0;
    line_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        report("out of memory");
        return NULL;
    }
    reader->name = standard ? "standard input" : path;
    reader->longest = longest;
    reader->descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (reader->descriptor >= 0) {
        reader->size = size_of(reader->descriptor);
        return reader;
    }
    report("%s: cannot be read: %s", path, strerror(errno));
    free(reader);
    return NULL;
}

double line_reader_share(const line_reader *reader)
{
    return reader->size > 0 ? (double)reader->taken / (double)reader->size : -1;
}

void line_reader_close(line_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->descriptor != STDIN_FILENO)
        close(reader->descriptor);
    free(reader->line);
    free(reader);
}
