/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing files of a library. All that changes the disk but for the catalogue, which SQLite
 * writes, goes through a table of operations, so that a test can let each of them fail, or be the
 * last that is done.
 */
#ifndef AL_STORAGE_H
#define AL_STORAGE_H

#include "base/memory.h"
#include "base/must_check.h"

/* Each returns 0, or an errno; create a descriptor, or minus an errno. */
typedef struct al_storage {
    int (*create)(void *context, const char *path); /* a new file; there must be none */
    int (*write)(void *context, int descriptor, const char *bytes, size_t length, uint64_t at);
    int (*sync)(void *context, int descriptor);
    int (*rename)(void *context, const char *from, const char *to);
    int (*sync_folder)(void *context, const char *path);
    int (*remove)(void *context, const char *path);
    void *context;
} al_storage;

/* The disk. */
extern const al_storage al_storage_system;

/* WRITE: the file cannot be written, for this errno. */
almost_status al_storage_failed(const char *path, int code, almost_error *error);

/* A file that is being written, front to back. The first failure is kept. */
typedef struct al_new_file {
    const al_storage *storage;
    const almost_allocator *allocator;
    const char *path; /* borrowed */
    int descriptor;
    int code;        /* errno of the first failure; 0: none */
    uint64_t length; /* so far */
    char *buffer;
    size_t held;
    void *sum; /* XXH3_state_t of what was written since al_new_file_sum() */
} al_new_file;

AL_MUST_CHECK almost_status al_new_file_create(const al_storage *storage,
                                               const almost_allocator *allocator, const char *path,
                                               al_new_file *out, almost_error *error);
void al_new_file_append(al_new_file *file, const char *bytes, size_t length);
/* Zero bytes up to a multiple. */
void al_new_file_align(al_new_file *file, uint32_t multiple);

/* The checksum (XXH3-64) of what was appended since the last call, or since the file was created.
 */
uint64_t al_new_file_sum(al_new_file *file);

/* Write what is held, and these bytes over the front of the file; sync and close it. */
AL_MUST_CHECK almost_status al_new_file_finish(al_new_file *file, const char *front, size_t length,
                                               almost_error *error);
/* Close it, whatever became of it, and remove it. */
void al_new_file_discard(al_new_file *file);

#endif
