/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading sources. The size that the system tells is a first guess only: FIFOs
 * and files of /proc tell none, and a file may grow while it is read.
 */
#include "read/file.h"

#include "base/error.h"

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

typedef struct reader {
    const almost_allocator *allocator;
    const char *name;
    uint64_t limit;
    char *bytes;
    size_t capacity; /* without the padding */
    size_t length;
    almost_error *error;
} reader;

uint64_t al_source_limit(const almost_environment *environment)
{
    uint64_t limit = environment != NULL ? environment->max_bytes : 0;
    if (limit == 0)
        limit = default_limit;
    return limit < AL_TEXT_MOST_BYTES ? limit : AL_TEXT_MOST_BYTES;
}

static almost_status too_long(const reader *reader)
{
    return al_fail(reader->error, ALMOST_ERROR_LIMIT, reader->name,
                   "is longer than the limit of %llu bytes; raise the limit or split the file",
                   (unsigned long long)reader->limit);
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

static almost_status unreadable(const reader *reader, int code)
{
    const char *why = reason(code);
    if (why != NULL)
        return al_fail(reader->error, ALMOST_ERROR_READ, reader->name, "cannot be read: %s", why);
    return al_fail(reader->error, ALMOST_ERROR_READ, reader->name,
                   "cannot be read: system error %d", code);
}

static bool resize(reader *reader, size_t capacity)
{
    size_t old = reader->bytes == NULL ? 0 : reader->capacity + AL_TEXT_PADDING;
    char *bytes =
        al_reallocate(reader->allocator, reader->bytes, old, capacity + AL_TEXT_PADDING, 1);
    if (bytes == NULL)
        return false;
    reader->bytes = bytes;
    reader->capacity = capacity;
    return true;
}

/* One byte more than the limit is asked for, so that a longer source shows. */
static bool make_room(reader *reader)
{
    size_t most = (size_t)reader->limit + 1;
    size_t wanted = reader->capacity < 32768 ? 65536 : reader->capacity * 2;
    return resize(reader, wanted < most ? wanted : most);
}

static almost_status read_all(reader *reader, int descriptor)
{
    for (;;) {
        if (reader->length == reader->capacity && !make_room(reader))
            return al_fail_memory(reader->error);
        size_t room = reader->capacity - reader->length;
        ssize_t got =
            read(descriptor, reader->bytes + reader->length, room < most_read ? room : most_read);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(reader, errno);
        reader->length += (size_t)got;
        if (reader->length > reader->limit)
            return too_long(reader);
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
static bool try_map(const reader *reader, int descriptor, al_bytes *out)
{
    struct stat about;
    if (reader->allocator != al_allocator_default() || fstat(descriptor, &about) != 0 ||
        !S_ISREG(about.st_mode) || (uint64_t)about.st_size < least_mapped ||
        (uint64_t)about.st_size > reader->limit)
        return false;
    return map_file(descriptor, (size_t)about.st_size, out);
}

static almost_status read_descriptor(reader *reader, int descriptor)
{
    struct stat about;
    if (fstat(descriptor, &about) != 0)
        return unreadable(reader, errno);
    if (S_ISDIR(about.st_mode))
        return unreadable(reader, EISDIR);
    if (S_ISREG(about.st_mode) && about.st_size > 0) {
        if ((uint64_t)about.st_size > reader->limit)
            return too_long(reader);
        if (!resize(reader, (size_t)about.st_size + 1))
            return al_fail_memory(reader->error);
    }
    return read_all(reader, descriptor);
}

/* Give back what was too much when that is worth it, and pad. */
static almost_status finish(reader *reader, al_bytes *out)
{
    if (reader->capacity - reader->length > reader->length / 8 + 65536)
        resize(reader, reader->length);
    memset(reader->bytes + reader->length, ' ', AL_TEXT_PADDING);
    *out = (al_bytes){reader->bytes, reader->length, 0};
    return ALMOST_OK;
}

static reader reader_for(const char *name, const almost_environment *environment,
                         almost_error *error)
{
    return (reader){.allocator = al_allocator_of(environment),
                    .name = name,
                    .limit = al_source_limit(environment),
                    .error = error};
}

almost_status al_source_read(const char *path, const char *name,
                             const almost_environment *environment, al_bytes *out,
                             almost_error *error)
{
    reader reader = reader_for(name, environment, error);
    bool standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return unreadable(&reader, errno);
    bool mapped = !standard && try_map(&reader, descriptor, out);
    almost_status status = mapped ? ALMOST_OK : read_descriptor(&reader, descriptor);
    if (!standard)
        close(descriptor);
    if (mapped)
        return ALMOST_OK;
    if (status == ALMOST_OK)
        return finish(&reader, out);
    al_release(reader.allocator, reader.bytes);
    return status;
}

almost_status al_source_copy(const char *bytes, size_t length, const char *name,
                             const almost_environment *environment, al_bytes *out,
                             almost_error *error)
{
    reader reader = reader_for(name, environment, error);
    if (length > reader.limit)
        return too_long(&reader);
    if (!resize(&reader, length))
        return al_fail_memory(error);
    if (length > 0)
        memcpy(reader.bytes, bytes, length);
    reader.length = length;
    return finish(&reader, out);
}

void al_source_release(const almost_allocator *allocator, al_bytes *source)
{
    if (source->mapped > 0)
        munmap(source->bytes, source->mapped);
    else
        al_release(allocator, source->bytes);
}
