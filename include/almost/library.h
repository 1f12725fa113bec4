/* SPDX-License-Identifier: Apache-2.0 */
/* Libraries: sources indexed on disk, in which almost/trace.h looks for quotations. */
#ifndef ALMOST_LIBRARY_H
#define ALMOST_LIBRARY_H

#include <almost/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Libraries --------------------------------------------------------- */

/*
 * A library is a folder: segments that never change, and a catalogue that says which of them
 * count. Whatever ends a program in the midst of a change, the library is as it was before, or as
 * it was to become. One writer and any number of readers may use it at a time; who writes while
 * another does is refused with the name of that process. doc/index-format.md describes every byte.
 *
 * A plain UTF-8 file stays where it is and is read there; if it is another one by then, that is
 * reported and nothing is quoted from it. Of all other sources, and on request of all, the library
 * keeps the text.
 */
typedef struct almost_library almost_library;

/* What became of a source. Pinned. */
typedef enum almost_library_event {
    ALMOST_LIBRARY_ADDED = 0,
    ALMOST_LIBRARY_REPLACED = 1,  /* it has changed since it was added */
    ALMOST_LIBRARY_UNCHANGED = 2, /* by its hash */
    ALMOST_LIBRARY_REMOVED = 3,
    ALMOST_LIBRARY_FAILED = 4 /* and why */
} almost_library_event;

/* The word for one, such as "added"; NULL when there is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_library_event_name(almost_library_event event);

/* How a library is changed. */
typedef struct almost_library_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    const almost_text_options *reading;    /* of sources; NULL: defaults. Its environment and name
                                              are not used */
    uint32_t keep;                         /* 1: the library keeps the text of plain files, too */
    /* Called with each source; `error` is NULL but for FAILED. NULL: never called. */
    void (*told)(void *context, const char *name, almost_library_event event,
                 const almost_error *error);
    void *context;
} almost_library_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_library_options_init_sized(almost_library_options *options, size_t size);

static inline void almost_library_options_init(almost_library_options *options)
{
    almost_library_options_init_sized(options, sizeof *options);
}

/* How many sources became what. It never grows. */
typedef struct almost_library_tally {
    uint64_t added, replaced, unchanged, removed, failed;
} almost_library_tally;

/*
 * Make an empty library: the folder `path`, which must not be there or be empty. Errors: WRITE,
 * READ (SQLite is missing), ARGUMENT, MEMORY.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_create(const char *path, const almost_library_options *options, almost_error *error);

/*
 * Add n sources: files, and all files of folders. Of an archive each member is a document of its
 * own, of JSON Lines ({"id", "text"}) each line. A source that is there is passed over if its hash
 * is the same, else replaced. One that cannot be read is told as FAILED and the others go on. The
 * whole is one change. `tally` may be NULL. `progress` is called as files are
 * read, as lists are made of them, and as segments are merged, with the share of the time that all
 * of it takes. Who cancels while segments are merged has added all the same: they are merged
 * another time. Errors: READ, WRITE, FORMAT, MEMORY, ARGUMENT, CANCELLED.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_library_add(
    const char *path, const char *const *sources, size_t n, const almost_library_options *options,
    almost_library_tally *tally, almost_error *error);

/*
 * Remove n sources, named as they were added or by where they are, or all of a folder. What is not
 * there is told as FAILED. Otherwise as almost_library_add().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_library_remove(
    const char *path, const char *const *sources, size_t n, const almost_library_options *options,
    almost_library_tally *tally, almost_error *error);

/*
 * Make one segment of all, without what was removed: nothing that the library answers changes.
 * Errors: as almost_library_add().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_library_compact(
    const char *path, const almost_library_options *options, almost_error *error);

/* A document of a library. Borrowed for the call. */
typedef struct almost_library_document {
    const char *name; /* as it was added, with # and the name of the member of an archive */
    const char *path; /* of its source */
    const char *hash; /* of its source, as almost_text_hash() */
    uint64_t bytes;   /* of its text */
    uint64_t words;
    int kept; /* 1: the library holds the text */
} almost_library_document;

/* Call `visit` with all documents; a non-zero answer ends it. Errors: READ, FORMAT, MEMORY. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_list(const char *path, const almost_environment *environment,
                    int (*visit)(void *context, const almost_library_document *document),
                    void *context, almost_error *error);

/* The same as JSON Lines: {"name", "path", "hash", "bytes", "words", "kept"}. Errors: WRITE, too.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_list_write(const char *path, const almost_environment *environment, almost_sink sink,
                          void *sink_context, almost_error *error);

/*
 * Check every byte of the library against its checksums and every number against the others.
 * FORMAT: what is broken, and how to go on. Sources that are no longer what was indexed are told
 * as FAILED to options->told, and counted in *changed, which may be NULL.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_verify(const char *path, const almost_library_options *options, uint64_t *changed,
                      almost_error *error);

/*
 * Open a library for tracing, as it is at this moment: what is changed later is not seen. The path
 * and the environment are copied, the allocator must outlive the library. On success *out is the
 * caller's; any number of threads may use it. Errors: READ, FORMAT, MEMORY, ARGUMENT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_open(const char *path, const almost_environment *environment, almost_library **out,
                    almost_error *error);
/* Release a library, after what was made with it. */
ALMOST_PUBLIC void almost_library_free(almost_library *library);

/* Bytes of a library. It never grows. */
typedef struct almost_library_sizes {
    uint64_t texts;  /* of all documents that count */
    uint64_t packed; /* that texts take which the library keeps, those of removed ones too */
    uint64_t index;  /* all else of its segments */
} almost_library_sizes;

ALMOST_PUBLIC void almost_library_measure(const almost_library *library,
                                          almost_library_sizes *sizes);

/* How much there is in it. */
ALMOST_PUBLIC uint64_t almost_library_documents(const almost_library *library);
ALMOST_PUBLIC uint64_t almost_library_words(const almost_library *library);

/*
 * The name of the document number `index`, from 0 on; NULL when there is none that is whole.
 * Borrowed.
 */
ALMOST_PUBLIC const char *almost_library_name(const almost_library *library, uint64_t index);

/*
 * The document number `index`, from 0 on, below almost_library_documents(), as a text: a plain file
 * is opened again, what the library keeps is its text alone, without the structure of its format.
 * Of `options`, which may be NULL, the environment counts. On success *out is the caller's and may
 * outlive the library. Errors: MISMATCH (the source is
 * not what was indexed), ARGUMENT, and those of almost_text_open().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_text(const almost_library *library, uint64_t index,
                    const almost_text_options *options, almost_text **out, almost_error *error);

/*
 * The name of the document number `index`, from 0 on, whose source was wanted since the library was
 * opened and is not what was indexed, so that nothing is quoted from it. NULL beyond the last.
 */
ALMOST_PUBLIC const char *almost_library_changed(const almost_library *library, size_t index);

/* How many documents can be quoted from, and how many not. It never grows. */
typedef struct almost_library_sources {
    uint64_t kept;    /* the library has their text */
    uint64_t same;    /* the source does, and is what was indexed */
    uint64_t changed; /* it is not any more */
    uint64_t gone;    /* it cannot be read */
} almost_library_sources;

/* Look at all sources that the library needs; almost_library_changed() then knows all of them. */
ALMOST_PUBLIC void almost_library_look(const almost_library *library,
                                       almost_library_sources *sources);

#ifdef __cplusplus
}
#endif

#endif
