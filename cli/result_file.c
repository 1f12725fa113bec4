/* SPDX-License-Identifier: Apache-2.0 */
/* By read() and poll(), since what is read may be a pipe that nobody writes to. */
#include "result_file.h"

#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Make room for more; an errno on failure. What is longer than eight texts is no comparison. */
static int make_room(result_file *result_file, const settings *settings)
{
    uint64_t longest = 8 * (settings->max_bytes > 0 ? settings->max_bytes : UINT64_C(1) << 30);
    size_t capacity = result_file->capacity == 0 ? 1 << 16 : 2 * result_file->capacity;
    char *bytes;

    if (result_file->length < result_file->capacity)
        return 0;
    if (result_file->length > longest)
        return EFBIG;
    bytes = capacity < result_file->capacity ? NULL : realloc(result_file->bytes, capacity);
    if (bytes == NULL)
        return ENOMEM;
    result_file->bytes = bytes;
    result_file->capacity = capacity;
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

/* Whether what begins so can be a comparison at all; what is none may be endless. */
static bool may_be_comparison(const result_file *result_file)
{
    static const char first[] = {'a', '{', ' ', '\t', '\r', '\n', '\xEF'};

    return result_file->length == 0 || memchr(first, result_file->bytes[0], sizeof first) != NULL;
}

/* Read all of `descriptor`, or what shows that it is no comparison; an errno on failure. */
static int read_all(int descriptor, result_file *result_file, const settings *settings,
                    const progress *progress)
{
    while (may_be_comparison(result_file)) {
        ssize_t got;
        int error = make_room(result_file, settings);

        if (error == 0)
            error = await_more(descriptor, progress, settings);
        if (error == EAGAIN || error == EINTR)
            continue;
        if (error != 0)
            return error;
        got = read(descriptor, result_file->bytes + result_file->length,
                   result_file->capacity - result_file->length);
        if (got == 0)
            return 0;
        if (got > 0)
            result_file->length += (size_t)got;
        else if (errno != EINTR && errno != EAGAIN)
            return errno;
    }
    return 0;
}

bool result_file_read(result_file *result_file, const char *path, const settings *settings,
                      const progress *progress)
{
    bool standard = strcmp(path, "-") == 0;
    int flags = O_RDONLY | O_CLOEXEC | (settings->timeout > 0 ? O_NONBLOCK : 0);
    int descriptor = standard ? STDIN_FILENO : open(path, flags);
    int error = descriptor < 0 ? errno : read_all(descriptor, result_file, settings, progress);

    if (descriptor >= 0 && !standard)
        close(descriptor);
    if (error != 0)
        report("%s: %s%s", standard ? "standard input" : path, strerror(error),
               error == ETIMEDOUT ? " (--timeout)"
               : error == EFBIG   ? " (--max-bytes)"
                                  : "");
    return error == 0;
}
