/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sources on their way into a library. What is read is indexed at once; which documents came of
 * it stands in rows until the segment is full or all are there, and both are committed together.
 */
#ifndef AL_INTAKE_H
#define AL_INTAKE_H

#include "library/commit.h"

typedef struct al_intake {
    al_writer *writer;
    const almost_library_options *options;
    almost_library_tally *tally;
    almost_error *error;
    al_indexer *indexer; /* NULL: none is begun */
    al_new_segment made;
    struct al_intake_row *rows;
    size_t capacity;
    uint32_t n;
    al_buffer strings; /* of the rows */
    uint32_t *pending; /* by the hash of a path the first row of its source; UINT32_MAX: free */
    size_t n_slots;    /* a power of two, at most half full */
    size_t n_pending;
    uint64_t bytes;      /* of all sources, for whoever watches; 0: nobody does */
    uint64_t bytes_read; /* of them, and that are in a segment */
    uint64_t bytes_listed;
    double adding; /* how much of the time is not for merging */
} al_intake;

void al_intake_init(al_intake *intake, al_writer *writer, const almost_library_options *options,
                    almost_library_tally *tally, almost_error *error);
void al_intake_release(al_intake *intake);

/* Tell what became of a source, and count it. */
void al_intake_tell(al_intake *intake, const char *name, almost_library_event event,
                    const almost_error *error);

/*
 * Add a file, which is shown as `name`. What is wrong with it is told; what is returned is wrong
 * with the library: WRITE, MEMORY, LIMIT.
 */
AL_MUST_CHECK almost_status al_intake_file(al_intake *intake, const char *path, const char *name);

/* A source of so many bytes is what is read next. */
void al_intake_step(al_intake *intake, uint64_t bytes);

/* Commit what is not yet. */
AL_MUST_CHECK almost_status al_intake_commit(al_intake *intake);

/* almost_library_add() with operations of the caller's, for tests. */
AL_MUST_CHECK almost_status al_library_add(const al_storage *storage, const char *path,
                                           const char *const *sources, size_t n,
                                           const almost_library_options *options,
                                           almost_error *error);

/* Call `visit` with all files of a folder, by name; links and hidden files are none. */
AL_MUST_CHECK almost_status al_walk_folder(const almost_allocator *allocator, const char *path,
                                           almost_status (*visit)(void *context, const char *path),
                                           void *context, almost_error *error);

#endif
