/* SPDX-License-Identifier: Apache-2.0 */
/* The lock of the writer: writer_lock.h. */
#include "library/writer_lock.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Room for a line that says who. */
enum { WHO = 160 };

static void say_who(int lock)
{
    char host[64] = "", line[WHO];
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    int length = snprintf(line, sizeof line, "process %ld on %s\n", (long)getpid(), host);
    if (ftruncate(lock, 0) == 0 && pwrite(lock, line, (size_t)length, 0) < 0)
        return; /* nobody is told who it is, and the lock holds all the same */
}

static almost_status held(int lock, const char *folder, almost_error *error)
{
    char line[WHO];
    ssize_t length = pread(lock, line, sizeof line - 1, 0);
    line[length > 0 ? length : 0] = '\0';
    line[strcspn(line, "\n")] = '\0';
    return al_fail(error, ALMOST_ERROR_READ, folder,
                   "is being changed by %s: wait until it is done",
                   line[0] != '\0' ? line : "another process");
}

static bool is_file(int descriptor)
{
    struct stat about;
    return fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
}

almost_status al_writer_lock_take(const char *folder, int *lock, almost_error *error)
{
    char path[PATH_MAX];
    int written = snprintf(path, sizeof path, "%s/lock", folder);
    if (written < 0 || (size_t)written >= sizeof path)
        return al_fail(error, ALMOST_ERROR_READ, folder, "cannot be changed: the name is too long");
    /* a link would have whatever it leads to written over */
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (descriptor >= 0 && !is_file(descriptor)) {
        close(descriptor);
        descriptor = -1;
        errno = ELOOP;
    }
    if (descriptor < 0 && errno == ELOOP)
        return al_fail(error, ALMOST_ERROR_WRITE, path,
                       "is a link or no file, and the lock of a library has to be one: remove it");
    if (descriptor < 0)
        return al_fail(error, ALMOST_ERROR_WRITE, folder,
                       "cannot be changed: system error %d; see who may write there", errno);
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        almost_status status = held(descriptor, folder, error);
        close(descriptor);
        return status;
    }
    say_who(descriptor);
    *lock = descriptor;
    return ALMOST_OK;
}

void al_writer_lock_give(int lock)
{
    (void)!ftruncate(lock, 0);
    close(lock);
}
