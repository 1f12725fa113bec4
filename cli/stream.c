/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for bytes by poll(); a file that grows is looked at ten times a second. */
#include "stream.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { LOOK = 100 /* milliseconds between two looks at a file that grows */ };

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    interrupted = number;
}

/* The first Ctrl-C ends the stream, a second one the program. */
static void end_on_interrupt(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = interrupt;
    action.sa_flags = SA_RESETHAND;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool stream_was_terminated(void)
{
    return interrupted == SIGTERM;
}

/* --- Opening ------------------------------------------------------------ */

static int connect_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int descriptor;
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor >= 0 &&
        connect(descriptor, (const struct sockaddr *)&address, sizeof address) != 0) {
        int why = errno;

        close(descriptor);
        errno = why;
        return -1;
    }
    return descriptor;
}

/* Connect to the first address of a host that answers; -1 with errno. */
static int connect_first(const struct addrinfo *addresses)
{
    int descriptor = -1, why = 0;
    for (; addresses != NULL && descriptor < 0; addresses = addresses->ai_next) {
        descriptor = socket(addresses->ai_family, addresses->ai_socktype, addresses->ai_protocol);
        if (descriptor < 0) {
            why = errno;
            continue;
        }
        if (connect(descriptor, addresses->ai_addr, addresses->ai_addrlen) == 0)
            break;
        why = errno;
        close(descriptor);
        descriptor = -1;
    }
    errno = why;
    return descriptor;
}

/* tcp://HOST:PORT, the host in brackets where it is an IPv6 address. */
static int connect_tcp(const char *path, const char *place)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *addresses;
    char host[256];
    const char *colon = strrchr(place, ':');
    size_t length = colon != NULL ? (size_t)(colon - place) : 0;
    int descriptor, failed;
    if (length > 1 && place[0] == '[' && place[length - 1] == ']') {
        place++;
        length -= 2;
    }
    if (length == 0 || length >= sizeof host) {
        report("%s: name a host and a port: tcp://HOST:PORT", path);
        return -1;
    }
    memcpy(host, place, length);
    host[length] = '\0';
    failed = getaddrinfo(host, colon + 1, &hints, &addresses);
    if (failed != 0) {
        report("%s: %s", path, gai_strerror(failed));
        return -1;
    }
    descriptor = connect_first(addresses);
    if (descriptor < 0)
        report("%s: %s", path, strerror(errno));
    freeaddrinfo(addresses);
    return descriptor;
}

static int open_path(const char *path)
{
    static const char tcp[] = "tcp://";
    struct stat status;
    int descriptor;
    if (strcmp(path, "-") == 0)
        return STDIN_FILENO;
    if (strncmp(path, tcp, sizeof tcp - 1) == 0)
        return connect_tcp(path, path + sizeof tcp - 1);
    descriptor = stat(path, &status) == 0 && S_ISSOCK(status.st_mode)
                     ? connect_unix(path)
                     : open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        report("%s: %s", path, strerror(errno));
    return descriptor;
}

bool stream_open(stream *stream, const char *path, bool follow)
{
    struct stat status;
    *stream = (struct stream){.name = strcmp(path, "-") == 0 ? "standard input" : path};
    end_on_interrupt();
    stream->descriptor = open_path(path);
    if (stream->descriptor < 0)
        return false;
    if (fstat(stream->descriptor, &status) != 0 || S_ISDIR(status.st_mode)) {
        report("%s: is no stream; name a file, a FIFO or a socket", path);
        stream_close(stream);
        return false;
    }
    stream->file = S_ISREG(status.st_mode);
    stream->grows = stream->file && follow;
    return true;
}

void stream_close(stream *stream)
{
    if (stream->descriptor > STDIN_FILENO)
        close(stream->descriptor);
    stream->descriptor = -1;
}

/* --- Reading ------------------------------------------------------------ */

/* What has come; -1 at the end of a file that may grow on. */
static ptrdiff_t read_some(stream *stream, char *bytes, size_t size)
{
    ssize_t n;
    do
        n = read(stream->descriptor, bytes, size);
    while (n < 0 && errno == EINTR && !interrupted);
    if (n < 0 && !interrupted) {
        report("%s: %s", stream->name, strerror(errno));
        return STREAM_TROUBLE;
    }
    if (n > 0) {
        stream->paused = false;
        return n;
    }
    return STREAM_END;
}

static int milliseconds(double seconds)
{
    const double most = 1e6;
    return (int)(1000 * (seconds < most ? seconds : most) + .5);
}

/* Wait for a file to grow; true when it may have. */
static bool wait_for_growth(int *left)
{
    const struct timespec look = {0, LOOK * 1000000L};
    nanosleep(&look, NULL);
    *left -= LOOK;
    return !interrupted;
}

ptrdiff_t stream_read(stream *stream, char *bytes, size_t size, double pause)
{
    int left = milliseconds(pause);
    struct pollfd wait = {.fd = stream->descriptor, .events = POLLIN};
    while (!interrupted) {
        ptrdiff_t n;
        int ready = stream->file ? 1 : poll(&wait, 1, stream->paused ? -1 : left);

        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0) {
            stream->paused = true;
            return STREAM_PAUSE;
        }
        n = read_some(stream, bytes, size);
        if (n != STREAM_END || !stream->grows)
            return n;
        if (left <= 0 && !stream->paused) {
            stream->paused = true;
            return STREAM_PAUSE;
        }
        if (!wait_for_growth(&left))
            break;
    }
    return STREAM_END;
}

/* --- Files that are written anew ---------------------------------------- */

ptrdiff_t stream_read_at(const stream *stream, char *bytes, size_t size, uint64_t at)
{
    return pread(stream->descriptor, bytes, size, (off_t)at);
}

bool stream_was_rewritten(const stream *stream, uint64_t read, const char *tail, size_t length)
{
    char now[4096];
    struct stat status;
    if (!stream->grows || fstat(stream->descriptor, &status) != 0)
        return false;
    if ((uint64_t)status.st_size < read)
        return true;
    length = length < sizeof now ? length : sizeof now;
    if (length == 0)
        return false;
    return pread(stream->descriptor, now, length, (off_t)(read - length)) != (ssize_t)length ||
           memcmp(now, tail, length) != 0;
}

bool stream_go(const stream *stream, uint64_t at)
{
    return lseek(stream->descriptor, (off_t)at, SEEK_SET) >= 0;
}
