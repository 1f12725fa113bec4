/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading sources. The size that the system tells is a first guess only: FIFOs
 * and files of /proc tell none, and a file may grow while it is read.
 */
#include "read/file.h"

#include "base/deadline.h"
#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif
#ifndef MAP_POPULATE
#define MAP_POPULATE 0
#endif

static const uint64_t default_limit = UINT64_C(1) << 30;

/* Smaller files are read. */
static const uint64_t least_mapped = 65536;

/* How much is asked of the system at once. */
static const size_t most_read = (size_t)1 << 30;

typedef struct intake {
    const almost_allocator *allocator;
    const char *name;
    uint64_t limit;
    al_deadline deadline;
    char *bytes;
    size_t capacity; /* without the padding */
    size_t length;
    almost_error *error;
} intake;

uint64_t al_file_limit(const almost_environment *environment)
{
    uint64_t limit = environment != NULL ? environment->max_bytes : 0;
    if (limit == 0)
        limit = default_limit;
    return limit < AL_TEXT_MOST_BYTES ? limit : AL_TEXT_MOST_BYTES;
}

static almost_status too_long(const intake *intake)
{
    return al_fail(intake->error, ALMOST_ERROR_LIMIT, intake->name,
                   "is longer than the limit of %llu bytes; raise the limit or split the file",
                   (unsigned long long)intake->limit);
}

static almost_status too_late(const intake *intake)
{
    return al_fail(intake->error, ALMOST_ERROR_TIMEOUT, intake->name,
                   "was not read in time; raise the timeout, or see what it waits for");
}

/* strerror() shares a buffer between threads on some systems. */
static const char *reason(int code)
{
    switch (code) {
    case ENOENT: return "there is no such file";
    case EACCES:
    case EPERM: return "permission denied";
    case EISDIR: return "it is a folder; name a file in it";
    case ENOTDIR: return "a part of the path is no folder";
    case ENAMETOOLONG: return "the name is too long";
    case ELOOP: return "too many symbolic links";
    case EMFILE:
    case ENFILE: return "too many files are open";
    case EBADF: return "it is closed";
    case EIO: return "the device reports an error";
    case ENXIO:
    case ENODEV: return "there is no such device";
    default: return NULL;
    }
}

static almost_status unreadable(const intake *intake, int code)
{
    const char *why = reason(code);
    if (why != NULL)
        return al_fail(intake->error, ALMOST_ERROR_READ, intake->name, "cannot be read: %s", why);
    return al_fail(intake->error, ALMOST_ERROR_READ, intake->name,
                   "cannot be read: system error %d", code);
}

static bool resize(intake *intake, size_t capacity)
{
    size_t old = intake->bytes == NULL ? 0 : intake->capacity + AL_TEXT_PADDING;
    char *bytes =
        al_reallocate(intake->allocator, intake->bytes, old, capacity + AL_TEXT_PADDING, 1);
    if (bytes == NULL)
        return false;
    intake->bytes = bytes;
    intake->capacity = capacity;
    return true;
}

/* One byte more than the limit is asked for, so that a longer source shows. */
static bool make_room(intake *intake)
{
    size_t most = (size_t)intake->limit + 1;
    size_t wanted = intake->capacity < 32768 ? 65536 : intake->capacity * 2;
    return resize(intake, wanted < most ? wanted : most);
}

static almost_status read_all(intake *intake, int descriptor)
{
    for (;;) {
        if (intake->length == intake->capacity && !make_room(intake))
            return al_fail_memory(intake->error);
        assert(intake->length < intake->capacity);
        if (!al_deadline_await(&intake->deadline, descriptor))
            return too_late(intake);
        size_t room = intake->capacity - intake->length;
        ssize_t got =
            read(descriptor, intake->bytes + intake->length, room < most_read ? room : most_read);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return unreadable(intake, errno);
        intake->length += (size_t)got;
        if (intake->length > intake->limit)
            return too_long(intake);
        if (got == 0)
            return ALMOST_OK;
    }
}

static bool read_at(int descriptor, char *bytes, size_t length, off_t at)
{
    while (length > 0) {
        ssize_t got = pread(descriptor, bytes, length, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        at += got;
        length -= (size_t)got;
    }
    return true;
}

/*
 * The whole pages of a file over the front of a blank region, and the rest of
 * the file, which is read, and the padding behind them.
 */
static bool map_file(int descriptor, size_t length, al_bytes *out)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t front = length / page * page,
           whole = (length + AL_TEXT_PADDING + page - 1) / page * page;
    char *bytes = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED)
        return false;
    if (mmap(bytes, front, PROT_READ, MAP_PRIVATE | MAP_FIXED | MAP_POPULATE, descriptor, 0) ==
            MAP_FAILED ||
        !read_at(descriptor, bytes + front, length - front, (off_t)front)) {
        munmap(bytes, whole);
        return false;
    }
    memset(bytes + length, ' ', AL_TEXT_PADDING);
    *out = (al_bytes){bytes, length, whole};
    return true;
}

/* Whether it went; if not, reading will or will tell why. */
static bool try_map(const intake *intake, int descriptor, al_bytes *out)
{
    struct stat about;
    if (intake->allocator != al_allocator_default() || fstat(descriptor, &about) != 0 ||
        !S_ISREG(about.st_mode) || (uint64_t)about.st_size < least_mapped ||
        (uint64_t)about.st_size > intake->limit)
        return false;
    return map_file(descriptor, (size_t)about.st_size, out);
}

static almost_status read_descriptor(intake *intake, int descriptor)
{
    struct stat about;
    if (fstat(descriptor, &about) != 0)
        return unreadable(intake, errno);
    if (S_ISDIR(about.st_mode))
        return unreadable(intake, EISDIR);
    if (S_ISREG(about.st_mode) && about.st_size > 0) {
        if ((uint64_t)about.st_size > intake->limit)
            return too_long(intake);
        if (!resize(intake, (size_t)about.st_size + 1))
            return al_fail_memory(intake->error);
    }
    return read_all(intake, descriptor);
}

/* Give back what was too much when that is worth it, and pad. */
static almost_status finish(intake *intake, al_bytes *out)
{
    if (intake->capacity - intake->length > intake->length / 8 + 65536)
        resize(intake, intake->length);
    memset(intake->bytes + intake->length, ' ', AL_TEXT_PADDING);
    *out = (al_bytes){intake->bytes, intake->length, 0};
    return ALMOST_OK;
}

static intake reader_for(const char *name, const almost_environment *environment,
                         almost_error *error)
{
    return (intake){.allocator = al_allocator_of(environment),
                    .name = name,
                    .limit = al_file_limit(environment),
                    .deadline = al_deadline_in(environment->timeout),
                    .error = error};
}

/* Open a file; with a deadline a FIFO without waiting for who writes to it. */
static int open_file(const intake *intake, const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC | (intake->deadline.set ? O_NONBLOCK : 0));
}

almost_status al_file_read(const char *path, const char *name,
                           const almost_environment *environment, al_bytes *out,
                           almost_error *error)
{
    intake intake = reader_for(name, environment, error);
    bool standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open_file(&intake, path);
    if (descriptor < 0)
        return unreadable(&intake, errno);
    bool mapped = !standard && try_map(&intake, descriptor, out);
    almost_status status = mapped ? ALMOST_OK : read_descriptor(&intake, descriptor);
    if (!standard)
        close(descriptor);
    if (mapped)
        return ALMOST_OK;
    if (status == ALMOST_OK)
        return finish(&intake, out);
    al_release(intake.allocator, intake.bytes);
    return status;
}

almost_status al_file_copy(const char *bytes, size_t length, const char *name,
                           const almost_environment *environment, al_bytes *out,
                           almost_error *error)
{
    intake intake = reader_for(name, environment, error);
    if (length > intake.limit)
        return too_long(&intake);
    if (!resize(&intake, length))
        return al_fail_memory(error);
    if (length > 0)
        memcpy(intake.bytes, bytes, length);
    intake.length = length;
    return finish(&intake, out);
}
