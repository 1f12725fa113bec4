/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changing a library. Whoever does holds its lock, and changes it in one way only: a new segment is
 * written under a temporary name, synced, renamed, and the folder synced; then one transaction of
 * the catalogue names it, and what it replaces no longer. Files that no catalogue names any more
 * are removed last, or by the next writer.
 */
#ifndef AL_COMMIT_H
#define AL_COMMIT_H

#include "library/holdings.h"
#include "library/indexer.h"
#include "library/storage.h"

typedef struct al_writer {
    const almost_allocator *allocator;
    const al_storage *storage;
    const char *path; /* borrowed */
    int lock;
    al_catalogue *catalogue;
    almost_library *library; /* as it is committed */
    bool *touched;           /* of each holding: its removals are other than committed */
    al_pace pace;            /* of whoever watches; nobody until one is put there */
} al_writer;

/* Options over the defaults, with their environment. */
AL_MUST_CHECK almost_status al_library_options_complete(const almost_library_options *given,
                                                        almost_library_options *options,
                                                        almost_environment *environment,
                                                        almost_error *error);

/* A library for reading, also while a writer replaces its segments. */
AL_MUST_CHECK almost_status al_library_open_shared(const almost_allocator *allocator,
                                                   const char *path, almost_library **out,
                                                   almost_error *error);

/* Take the lock, and remove what an earlier writer left behind. */
AL_MUST_CHECK almost_status al_writer_open(const almost_allocator *allocator,
                                           const al_storage *storage, const char *path,
                                           al_writer *out, almost_error *error);
void al_writer_close(al_writer *writer);

/* Read anew what is committed. */
AL_MUST_CHECK almost_status al_writer_refresh(al_writer *writer, almost_error *error);

/* A segment that is being made: its number, and the names of its file. */
typedef struct al_new_segment {
    uint64_t number;
    char *temporary;
    char *path;
} al_new_segment;

AL_MUST_CHECK almost_status al_new_segment_begin(al_writer *writer, al_new_segment *out,
                                                 almost_error *error);
/* Give the file, which is written and synced, its name. */
AL_MUST_CHECK almost_status al_new_segment_place(al_writer *writer, const al_new_segment *made,
                                                 almost_error *error);
/* Remove the file that al_new_segment_place() placed: nothing names it. */
void al_new_segment_withdraw(al_writer *writer, const al_new_segment *made);
void al_new_segment_release(const al_writer *writer, al_new_segment *made);

/* Mark a document of a holding as removed; it is committed by al_writer_tell_removed(). */
AL_MUST_CHECK almost_status al_writer_mark_removed(al_writer *writer, uint64_t segment,
                                                   uint64_t document, almost_error *error);
/*
 * Within a transaction: tell the catalogue of all marks. A segment without documents is dropped.
 */
AL_MUST_CHECK almost_status al_writer_tell_removed(al_writer *writer, almost_error *error);

/* Remove the files that the catalogue does not name. */
AL_MUST_CHECK almost_status al_writer_clean(al_writer *writer, almost_error *error);

/*
 * Merge the smallest segments while one has less than four times the words of the next (as log-
 * structured trees do: O'Neil et al. 1996), so that n words lie in O(log n) segments; or all of
 * them. `merge.c`.
 */
AL_MUST_CHECK almost_status al_writer_merge(al_writer *writer, bool all, almost_error *error);

#endif
