/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue of a library: an SQLite database that says which segments there are, which of their
 * documents are removed, and which source each document came from. What it does not name is not in
 * the library; so a transaction of it is a commit of the library.
 */
#ifndef AL_CATALOGUE_H
#define AL_CATALOGUE_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "library/segment_maker.h"

typedef struct al_catalogue al_catalogue;

typedef struct al_segment_row {
    uint64_t number;
    al_segment_about about;
    const char *removed;   /* a bit a document, the lowest first; beyond its end none is removed */
    size_t removed_length; /* in bytes */
} al_segment_row;

typedef struct al_document_row {
    const char *path;   /* of the source, absolute */
    const char *member; /* "": the source is the document */
    const char *name;   /* as it was added */
    const char *hash;   /* of the source, 32 digits */
    uint64_t segment;   /* number */
    uint64_t document;
    uint64_t bytes, words;
    bool kept;
} al_document_row;

/* The name of the file of a segment, without its folder. */
enum { AL_SEGMENT_NAME = 32 };
void al_segment_file_name(uint64_t number, char name[AL_SEGMENT_NAME]);

/* Make the catalogue of a new library in an empty folder. Errors: WRITE, READ, MEMORY. */
AL_MUST_CHECK almost_status al_catalogue_create(const almost_allocator *allocator,
                                                const char *folder, almost_error *error);

/* Errors: READ (there is none; SQLite is missing), FORMAT (broken, or of a newer version), MEMORY.
 */
AL_MUST_CHECK almost_status al_catalogue_open(const almost_allocator *allocator, const char *folder,
                                              bool write, al_catalogue **out, almost_error *error);
void al_catalogue_close(al_catalogue *catalogue);

/* A number that no segment has had. */
AL_MUST_CHECK almost_status al_catalogue_next(al_catalogue *catalogue, uint64_t *number,
                                              almost_error *error);

/* One transaction; what is not committed is undone when it is closed. */
AL_MUST_CHECK almost_status al_catalogue_begin(al_catalogue *catalogue, almost_error *error);
AL_MUST_CHECK almost_status al_catalogue_commit(al_catalogue *catalogue, almost_error *error);

/* Called with each row; a status other than OK ends it and is returned. Rows are borrowed. */
typedef almost_status (*al_segment_visit)(void *context, const al_segment_row *row);
typedef almost_status (*al_document_visit)(void *context, const al_document_row *row);

/* In the order of their numbers. */
AL_MUST_CHECK almost_status al_catalogue_segments(al_catalogue *catalogue, al_segment_visit visit,
                                                  void *context, almost_error *error);
/* All of them, by path and member; those of one source where `path` is not NULL. */
AL_MUST_CHECK almost_status al_catalogue_documents(al_catalogue *catalogue, const char *path,
                                                   al_document_visit visit, void *context,
                                                   almost_error *error);

/* Those of all sources in a folder. */
AL_MUST_CHECK almost_status al_catalogue_folder(al_catalogue *catalogue, const char *path,
                                                al_document_visit visit, void *context,
                                                almost_error *error);

AL_MUST_CHECK almost_status al_catalogue_add_segment(al_catalogue *catalogue,
                                                     const al_segment_row *row,
                                                     almost_error *error);
AL_MUST_CHECK almost_status al_catalogue_drop_segment(al_catalogue *catalogue, uint64_t number,
                                                      almost_error *error);
AL_MUST_CHECK almost_status al_catalogue_set_removed(al_catalogue *catalogue,
                                                     const al_segment_row *row,
                                                     almost_error *error);
AL_MUST_CHECK almost_status al_catalogue_add_document(al_catalogue *catalogue,
                                                      const al_document_row *row,
                                                      almost_error *error);
/* A document, from one place to another. */
AL_MUST_CHECK almost_status al_catalogue_drop_document(al_catalogue *catalogue, uint64_t segment,
                                                       uint64_t document, almost_error *error);
AL_MUST_CHECK almost_status al_catalogue_move_document(al_catalogue *catalogue,
                                                       const uint64_t from[2], const uint64_t to[2],
                                                       almost_error *error);

/* Whether the database is whole, by its own check. FORMAT. */
AL_MUST_CHECK almost_status al_catalogue_verify(al_catalogue *catalogue, almost_error *error);

#endif
