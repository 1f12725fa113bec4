/* SPDX-License-Identifier: Apache-2.0 */
/* Writing files of a library: storage.h. */
#include "library/storage.h"

#include "base/error.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { HELD = 1 << 18 };

/* --- The disk ----------------------------------------------------------- */

static int disk_create(void *context, const char *path)
{
    (void)context;
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return descriptor >= 0 ? descriptor : -errno;
}

static int disk_write(void *context, int descriptor, const char *bytes, size_t length, uint64_t at)
{
    (void)context;
    while (length > 0) {
        ssize_t written = pwrite(descriptor, bytes, length, (off_t)at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : ENOSPC;
        bytes += written;
        length -= (size_t)written;
        at += (uint64_t)written;
    }
    return 0;
}

/* What cannot be synced (EINVAL) is no file that could be half there. */
static int disk_sync(void *context, int descriptor)
{
    (void)context;
    return fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
}

static int disk_rename(void *context, const char *from, const char *to)
{
    (void)context;
    return rename(from, to) == 0 ? 0 : errno;
}

static int disk_sync_folder(void *context, const char *path)
{
    (void)context;
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return errno;
    int code = fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
    close(descriptor);
    return code;
}

static int disk_remove(void *context, const char *path)
{
    (void)context;
    return unlink(path) == 0 ? 0 : errno;
}

const al_storage al_storage_system = {disk_create,      disk_write,  disk_sync, disk_rename,
                                      disk_sync_folder, disk_remove, NULL};

almost_status al_storage_failed(const char *path, int code, almost_error *error)
{
    if (code == ENOSPC || code == EDQUOT)
        return al_fail(error, ALMOST_ERROR_WRITE, path,
                       "cannot be written: the disk is full; make room and try again");
    if (code == EACCES || code == EPERM || code == EROFS)
        return al_fail(error, ALMOST_ERROR_WRITE, path,
                       "cannot be written: permission denied; see who may write there");
    return al_fail(error, ALMOST_ERROR_WRITE, path, "cannot be written: system error %d", code);
}

/* --- A new file --------------------------------------------------------- */

static bool prepare(al_new_file *file)
{
    file->buffer = al_allocate(file->allocator, HELD, 1);
    file->sum = al_allocate(file->allocator, 1, sizeof(XXH3_state_t) + 64);
    return file->buffer != NULL && file->sum != NULL;
}

/* The state wants to lie at a multiple of 64, which an allocator need not promise. */
static XXH3_state_t *state_of(const al_new_file *file)
{
    return (XXH3_state_t *)(((uintptr_t)file->sum + 63) & ~(uintptr_t)63);
}

static void release(al_new_file *file)
{
    al_release(file->allocator, file->buffer);
    al_release(file->allocator, file->sum);
}

almost_status al_new_file_create(const al_storage *storage, const almost_allocator *allocator,
                                 const char *path, al_new_file *out, almost_error *error)
{
    al_new_file file = {.storage = storage, .allocator = allocator, .path = path};
    if (!prepare(&file)) {
        release(&file);
        return al_fail_memory(error);
    }
    file.descriptor = storage->create(storage->context, path);
    if (file.descriptor < 0) {
        release(&file);
        return al_storage_failed(path, -file.descriptor, error);
    }
    XXH3_64bits_reset(state_of(&file));
    *out = file;
    return ALMOST_OK;
}

static void write_held(al_new_file *file)
{
    const al_storage *storage = file->storage;
    if (file->code == 0 && file->held > 0)
        file->code = storage->write(storage->context, file->descriptor, file->buffer, file->held,
                                    file->length - file->held);
    file->held = 0;
}

void al_new_file_append(al_new_file *file, const char *bytes, size_t length)
{
    if (length > 0)
        XXH3_64bits_update(state_of(file), bytes, length);
    while (length > 0) {
        size_t room = HELD - file->held, part = length < room ? length : room;
        memcpy(file->buffer + file->held, bytes, part);
        file->held += part;
        file->length += part;
        bytes += part;
        length -= part;
        if (file->held == HELD)
            write_held(file);
    }
}

void al_new_file_align(al_new_file *file, uint32_t multiple)
{
    static const char zeros[64];
    while (file->length % multiple != 0) {
        uint64_t wanted = multiple - file->length % multiple;
        al_new_file_append(file, zeros, wanted < sizeof zeros ? (size_t)wanted : sizeof zeros);
    }
}

uint64_t al_new_file_sum(al_new_file *file)
{
    uint64_t sum = XXH3_64bits_digest(state_of(file));
    XXH3_64bits_reset(state_of(file));
    return sum;
}

almost_status al_new_file_finish(al_new_file *file, const char *front, size_t length,
                                 almost_error *error)
{
    const al_storage *storage = file->storage;
    write_held(file);
    if (file->code == 0)
        file->code = storage->write(storage->context, file->descriptor, front, length, 0);
    if (file->code == 0)
        file->code = storage->sync(storage->context, file->descriptor);
    if (file->code != 0)
        return al_storage_failed(file->path, file->code, error);
    if (close(file->descriptor) != 0)
        file->code = errno;
    file->descriptor = -1;
    if (file->code != 0)
        return al_storage_failed(file->path, file->code, error);
    release(file);
    file->buffer = NULL;
    file->sum = NULL;
    return ALMOST_OK;
}

void al_new_file_discard(al_new_file *file)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    (void)file->storage->remove(file->storage->context, file->path);
    release(file);
}
