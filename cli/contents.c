/* SPDX-License-Identifier: Apache-2.0 */
/* By read() and poll(), since what is read may be a pipe that nobody writes to. */
#include "contents.h"

#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Make room for more; an errno on failure. What is longer than eight texts is no answer of ours. */
static int make_room(contents *contents, const settings *settings)
{
    uint64_t longest = 8 * (settings->max_bytes > 0 ? settings->max_bytes : UINT64_C(1) << 30);
    size_t capacity = contents->capacity == 0 ? 1 << 16 : 2 * contents->capacity;
    char *bytes;
    if (contents->length < contents->capacity)
        return 0;
    if (contents->length > longest)
        return EFBIG;
    bytes = capacity < contents->capacity ? NULL : realloc(contents->bytes, capacity);
    if (bytes == NULL)
        return ENOMEM;
    contents->bytes = bytes;
    contents->capacity = capacity;
    return 0;
}

/* Wait for more, as long as --timeout allows; an errno on failure. */
static int await_more(int descriptor, const progress *progress, const settings *settings)
{
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    double left = settings->timeout - progress_seconds(progress);
    int ready;
    if (settings->timeout <= 0)
        return 0;
    if (left <= 0)
        return ETIMEDOUT;
    ready = poll(&waiting, 1, left < 3600 ? (int)(left * 1000) + 1 : 3600000);
    return ready < 0 ? errno : ready == 0 ? EAGAIN : 0;
}

/* Whether what begins so can be JSON or a patch at all; what is neither may be endless. */
static bool may_be_either(const contents *contents)
{
    static const char first[] = {'a', '{', '[', ' ', '\t', '\r', '\n', '\xEF'};
    return contents->any || contents->length == 0 ||
           memchr(first, contents->bytes[0], sizeof first) != NULL;
}

/* Read all of `descriptor`, or what shows that it is neither; an errno on failure. */
static int read_all(int descriptor, contents *contents, const settings *settings,
                    const progress *progress)
{
    while (may_be_either(contents)) {
        ssize_t got;
        int error = make_room(contents, settings);

        if (error == 0)
            error = await_more(descriptor, progress, settings);
        if (error == EAGAIN || error == EINTR)
            continue;
        if (error != 0)
            return error;
        got = read(descriptor, contents->bytes + contents->length,
                   contents->capacity - contents->length);
        if (got == 0)
            return 0;
        if (got > 0)
            contents->length += (size_t)got;
        else if (errno != EINTR && errno != EAGAIN)
            return errno;
    }
    return 0;
}

bool contents_read(contents *contents, const char *path, const settings *settings,
                   const progress *progress)
{
    bool standard = strcmp(path, "-") == 0;
    int flags = O_RDONLY | O_CLOEXEC | (settings->timeout > 0 ? O_NONBLOCK : 0);
    int descriptor = standard ? STDIN_FILENO : open(path, flags);
    int error = descriptor < 0 ? errno : read_all(descriptor, contents, settings, progress);
    if (descriptor >= 0 && !standard)
        close(descriptor);
    if (error != 0)
        report("%s: %s%s", standard ? "standard input" : path, strerror(error),
               error == ETIMEDOUT ? " (--timeout)"
               : error == EFBIG   ? " (--max-bytes)"
                                  : "");
    return error == 0;
}

int contents_sink(void *context, const char *bytes, size_t length)
{
    contents *all = context;
    if (all->capacity - all->length < length) {
        size_t capacity = 2 * (all->capacity + length);
        char *grown = realloc(all->bytes, capacity);

        if (grown == NULL)
            return 1;
        all->bytes = grown;
        all->capacity = capacity;
    }
    memcpy(all->bytes + all->length, bytes, length);
    all->length += length;
    return 0;
}

void contents_release(contents *contents)
{
    free(contents->bytes);
}
