/* SPDX-License-Identifier: Apache-2.0 */
/* Files to work in, without names or kept. */
#include "reuse/scratch.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CAPACITY = 1 << 16 };

/* A buffer for a file that is open. */
static almost_status hold(al_scratch *scratch, almost_error *error)
{
    (void)fcntl(scratch->descriptor, F_SETFD, FD_CLOEXEC);
    scratch->held = al_allocate(scratch->allocator, CAPACITY, 1);
    if (scratch->held != NULL)
        return ALMOST_OK;
    al_scratch_close(scratch);
    return al_fail_memory(error);
}

almost_status al_scratch_open(al_scratch *scratch, const almost_allocator *allocator,
                              const char *folder, almost_error *error)
{
    char path[4096];
    if (folder == NULL)
        folder = getenv("TMPDIR");
    if (folder == NULL || *folder == '\0')
        folder = "/tmp";
    *scratch = (al_scratch){.allocator = allocator, .descriptor = -1};
    snprintf(scratch->folder, sizeof scratch->folder, "%s", folder);
    if (snprintf(path, sizeof path, "%s/almost-XXXXXX", folder) >= (int)sizeof path)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, folder, "the name of this folder is too long");
    scratch->descriptor = mkstemp(path);
    if (scratch->descriptor < 0)
        return al_fail(error, ALMOST_ERROR_WRITE, folder,
                       "cannot make a temporary file here (%s); name another folder",
                       strerror(errno));
    (void)unlink(path);
    return hold(scratch, error);
}

almost_status al_scratch_open_kept(al_scratch *scratch, const almost_allocator *allocator,
                                   const char *folder, const char *name, almost_error *error)
{
    char path[4096];
    *scratch = (al_scratch){.allocator = allocator, .descriptor = -1, .kept = true};
    XXH64_reset(&scratch->sum, 0);
    snprintf(scratch->folder, sizeof scratch->folder, "%s", folder);
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, folder, "the name of this folder is too long");
    scratch->descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (scratch->descriptor < 0)
        return al_fail(error, ALMOST_ERROR_WRITE, path, "cannot be opened (%s)", strerror(errno));
    return hold(scratch, error);
}

uint64_t al_scratch_sum(const al_scratch *scratch)
{
    return XXH64_digest(&scratch->sum);
}

almost_status al_scratch_go_on(al_scratch *scratch, uint64_t length, uint64_t sum,
                               almost_error *error)
{
    struct stat about;
    bool whole = fstat(scratch->descriptor, &about) == 0 && (uint64_t)about.st_size >= length;
    almost_status status = ALMOST_OK;
    for (uint64_t at = 0; whole && at < length && status == ALMOST_OK;) {
        size_t n = length - at < CAPACITY ? (size_t)(length - at) : CAPACITY;
        status = al_scratch_read(scratch, at, scratch->held, n, error);
        if (status == ALMOST_OK)
            XXH64_update(&scratch->sum, scratch->held, n);
        at += n;
    }
    if (status == ALMOST_OK && (!whole || al_scratch_sum(scratch) != sum))
        status =
            al_fail(error, ALMOST_ERROR_FORMAT, scratch->folder,
                    "what a run before left here is damaged; remove this folder to begin anew");
    scratch->length = length;
    return status;
}

almost_status al_scratch_sync(al_scratch *scratch, almost_error *error)
{
    almost_status status = al_scratch_flush(scratch, error);
    if (status == ALMOST_OK && fdatasync(scratch->descriptor) != 0)
        status = al_fail(error, ALMOST_ERROR_WRITE, scratch->folder,
                         "cannot write a temporary file here (%s); name a folder with more room",
                         strerror(errno));
    return status;
}

void al_scratch_empty(al_scratch *scratch)
{
    if (scratch->descriptor >= 0)
        (void)!ftruncate(scratch->descriptor, 0);
    XXH64_reset(&scratch->sum, 0);
    scratch->length = scratch->n_held = 0;
}

void al_scratch_close(al_scratch *scratch)
{
    if (scratch->descriptor >= 0 && scratch->allocator != NULL)
        close(scratch->descriptor);
    if (scratch->allocator != NULL)
        al_release(scratch->allocator, scratch->held);
    *scratch = (al_scratch){.descriptor = -1};
}

static almost_status write_at(al_scratch *scratch, const char *bytes, size_t length, uint64_t at,
                              almost_error *error)
{
    while (length > 0) {
        ssize_t written = pwrite(scratch->descriptor, bytes, length, (off_t)at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return al_fail(error, ALMOST_ERROR_WRITE, scratch->folder,
                           "cannot write a temporary file here (%s); name a folder with more room",
                           strerror(written < 0 ? errno : ENOSPC));
        bytes += written;
        length -= (size_t)written;
        at += (uint64_t)written;
    }
    return ALMOST_OK;
}

almost_status al_scratch_flush(al_scratch *scratch, almost_error *error)
{
    size_t held = scratch->n_held;
    scratch->n_held = 0;
    return write_at(scratch, scratch->held, held, scratch->length - held, error);
}

almost_status al_scratch_append(al_scratch *scratch, const void *bytes, size_t length,
                                almost_error *error)
{
    almost_status status = ALMOST_OK;
    if (length > CAPACITY - scratch->n_held)
        status = al_scratch_flush(scratch, error);
    if (status == ALMOST_OK && length > CAPACITY) {
        status = write_at(scratch, bytes, length, scratch->length, error);
    } else if (status == ALMOST_OK && length > 0) { /* of nothing there may be no address */
        memcpy(scratch->held + scratch->n_held, bytes, length);
        scratch->n_held += length;
    }
    if (status != ALMOST_OK)
        return status;
    scratch->length += length;
    if (scratch->kept && length > 0)
        XXH64_update(&scratch->sum, bytes, length);
    return ALMOST_OK;
}

almost_status al_scratch_read(al_scratch *scratch, uint64_t start, void *bytes, size_t length,
                              almost_error *error)
{
    char *out = bytes;
    if (scratch->n_held > 0) {
        almost_status status = al_scratch_flush(scratch, error);
        if (status != ALMOST_OK)
            return status;
    }
    while (length > 0) {
        ssize_t got = pread(scratch->descriptor, out, length, (off_t)start);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return al_fail(error, ALMOST_ERROR_READ, scratch->folder,
                           "cannot read a temporary file here (%s)",
                           got < 0 ? strerror(errno) : "it was cut off");
        out += got;
        start += (uint64_t)got;
        length -= (size_t)got;
    }
    return ALMOST_OK;
}
