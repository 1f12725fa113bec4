/* SPDX-License-Identifier: Apache-2.0 */
/* Text reuse: every passage that two documents of a corpus share, copied, altered or misread. */
#ifndef ALMOST_REUSE_H
#define ALMOST_REUSE_H

#include <almost/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Text reuse -------------------------------------------------------- */

/*
 * A corpus, document by document, and then the passages that they share:
 *
 *     almost_reuse_new(NULL, &reuse, &error);
 *     while (there are documents)
 *         almost_reuse_add(reuse, &document, &error);
 *     almost_reuse_find(reuse, &error);
 *     almost_reuse_write(reuse, NULL, sink, context, &error);
 *
 * Memory is bounded by the options, but for some 60 bytes a document and 40 a passage, and two
 * documents, six times, where they are long; the rest goes to files without names in a folder for
 * temporary ones, about three times the corpus. What is
 * found does not depend on the memory, nor on the threads that the environment allows for aligning.
 * One thread uses a corpus at a time.
 */
typedef struct almost_reuse almost_reuse;

/* How passages are looked for. */
typedef struct almost_reuse_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    uint64_t memory;       /* bytes to work in; 0: a quarter of what is free; at least 16 MiB */
    const char *temporary; /* folder for temporary files; NULL: TMPDIR, or /tmp */
    /*
     * What a passage has to score: 2 a letter that is the same, less 3 for another one and 3 and 1
     * a letter for a gap, times how rare its words are (.3 to 1.3). 0: 90, some 70 bits.
     */
    double least;
    /*
     * A place of a document that so many passages were found in is not aligned any more: what is
     * like it is linked, which is said. 0: 4
     */
    uint32_t cap;
    /*
     * Not 0: keep what is done in the folder almost-reuse of `temporary`, which has to be named
     * then, so that a run that is ended at any instant can be gone on with: by the same calls,
     * which hand in the same documents in the same order. What a run before left there is taken up.
     * It stays until almost_reuse_forget(). One run at a time works there. Other memory changes
     * nothing, but what is found is the same only by the same version; `least` and `cap` have to
     * be, too.
     */
    int resume;
} almost_reuse_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_reuse_options_init_sized(almost_reuse_options *options, size_t size);

static inline void almost_reuse_options_init(almost_reuse_options *options)
{
    almost_reuse_options_init_sized(options, sizeof *options);
}

/*
 * Begin a corpus. On success *out is the caller's. Errors: MEMORY, ARGUMENT, WRITE; to resume READ
 * and FORMAT (what is kept is damaged), ARGUMENT (it is of other options or another version).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_new(const almost_reuse_options *options,
                                                               almost_reuse **out,
                                                               almost_error *error);
ALMOST_PUBLIC void almost_reuse_free(almost_reuse *reuse);

/* Remove what is kept to resume: the answer is safe. What is in memory is used as before. */
ALMOST_PUBLIC void almost_reuse_forget(almost_reuse *reuse);

/*
 * Add a document: `length` bytes of UTF-8 called `id` (ended by NUL). All is copied. Errors:
 * WRITE, MEMORY, LIMIT (longer than the environment allows, or than 1 GiB less 64 bytes), TIMEOUT,
 * CANCELLED, ARGUMENT (the passages were looked for already; or it is not the document that a run
 * which is resumed has at this place). After WRITE and MEMORY nothing can be
 * added or looked for any more; after LIMIT and CANCELLED the next document can.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_add(almost_reuse *reuse, const char *id,
                                                               const char *text, size_t length,
                                                               almost_error *error);

/*
 * Add a text under its name, or each member of an archive, and each line of JSON Lines, under
 * NAME#MEMBER. It may be freed then. Errors: as above.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_add_text(almost_reuse *reuse,
                                                                    const almost_text *text,
                                                                    almost_error *error);

/*
 * Add what a line of JSON Lines holds, line number `line` of the file called `name`: an object with
 * "id" (a string or a number) and "text". Its other members are kept and written again with each
 * passage. A blank line is passed over. Errors: FORMAT with the line, and as above.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_add_line(almost_reuse *reuse,
                                                                    const char *bytes,
                                                                    size_t length, const char *name,
                                                                    uint64_t line,
                                                                    almost_error *error);

/* Is told what is wrong with a line, which is no document; the others go on. */
typedef void (*almost_reuse_refused)(void *context, const almost_error *error);

/*
 * Add the lines of a file of JSON Lines that is compressed (gz, bz2, xz, zst), as
 * almost_reuse_add_line() does; no more than a line of it is in memory. `refused` may be NULL.
 * Errors: READ (it cannot be read or unpacked; lines before that are in the corpus), and as above.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_add_packed_lines(almost_reuse *reuse, const char *path, almost_reuse_refused refused,
                              void *context, almost_error *error);

/* Look for the passages; once. Errors: MEMORY, WRITE, READ, TIMEOUT, CANCELLED, ARGUMENT. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_find(almost_reuse *reuse,
                                                                almost_error *error);

/* What was found. It never grows. */
typedef struct almost_reuse_tally {
    uint64_t documents;
    uint64_t bytes;    /* of their texts */
    uint64_t passages; /* pairs of stretches; of these: */
    uint64_t linked;   /* laid on the second document without being aligned, see `cap` */
    uint64_t clusters; /* 0 until clusters were written */
} almost_reuse_tally;

ALMOST_PUBLIC almost_reuse_tally almost_reuse_counts(const almost_reuse *reuse);

/* What is written. Pinned. */
typedef enum almost_reuse_form {
    ALMOST_REUSE_CLUSTERS = 0, /* a line of JSON for each stretch of each cluster, as passim does */
    ALMOST_REUSE_PAIRS = 1,    /* a line for each passage, with both of its stretches */
    /*
     * Clusters with the members that passim 2 writes and no others, and as it means them: `size`
     * counts documents, and the largest clusters come first. `src`, `boiler` and `pboiler`, which
     * follow from its links and groups, are not there.
     */
    ALMOST_REUSE_PASSIM = 2,
    ALMOST_REUSE_HTML = 3, /* one page for a browser, of clusters; LIMIT above 256 MiB */
    ALMOST_REUSE_BOTH = 4  /* lines of passages, and then of clusters, which have a `cluster` */
} almost_reuse_form;

/* How passages are written. */
typedef struct almost_reuse_write_options {
    size_t size; /* of this structure, set by _init */
    almost_reuse_form form;
    almost_units units; /* of `begin` and `end`; default code points */
    const char *date;   /* member that says when a document is from; NULL: "date" */
    /*
     * Clusters or passages as a stream of Arrow (its IPC format) with a column a member, and one of
     * JSON, `members`, for the other members of documents.
     */
    int arrow;
} almost_reuse_write_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_reuse_write_options_init_sized(almost_reuse_write_options *options,
                                                         size_t size);

static inline void almost_reuse_write_options_init(almost_reuse_write_options *options)
{
    almost_reuse_write_options_init_sized(options, sizeof *options);
}

/*
 * Write what was found, in pieces, to `sink`. `begin` and `end` are half-open and slice the text of
 * the document. Errors: WRITE, READ, MEMORY, ARGUMENT (nothing was looked for; Arrow of a form that
 * is no table).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_write(almost_reuse *reuse, const almost_reuse_write_options *options, almost_sink sink,
                   void *sink_context, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
