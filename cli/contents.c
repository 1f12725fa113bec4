/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a file whole, with a limit. */
#include "contents.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Make room for more; an errno on failure. */
static int make_room(contents *contents, uint64_t most)
{
    size_t capacity = contents->capacity == 0 ? 1 << 16 : 2 * contents->capacity;
    char *bytes;

    if (contents->length < contents->capacity)
        return 0;
    if (contents->length > most)
        return EFBIG;
    bytes = realloc(contents->bytes, capacity);
    if (bytes == NULL)
        return ENOMEM;
    contents->bytes = bytes;
    contents->capacity = capacity;
    return 0;
}

static int read_all(int descriptor, contents *contents, uint64_t most)
{
    for (;;) {
        int error = make_room(contents, most);
        ssize_t got;

        if (error != 0)
            return error;
        got = read(descriptor, contents->bytes + contents->length,
                   contents->capacity - contents->length);
        if (got == 0)
            return 0;
        if (got > 0)
            contents->length += (size_t)got;
        else if (errno != EINTR)
            return errno;
    }
}

bool contents_read(contents *contents, const char *path, uint64_t most)
{
    bool standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int error = descriptor < 0
                    ? errno
                    : read_all(descriptor, contents, most > 0 ? most : UINT64_C(1) << 30);

    if (descriptor >= 0 && !standard)
        close(descriptor);
    if (error != 0)
        report("%s: %s%s", standard ? "standard input" : path, strerror(error),
               error == EFBIG ? " (--max-bytes)" : "");
    return error == 0;
}

void contents_release(contents *contents)
{
    free(contents->bytes);
}
