/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing many pairs of texts. */
#ifndef ALMOST_BATCH_H
#define ALMOST_BATCH_H

#include <almost/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Many pairs -------------------------------------------------------- */

/*
 * Many pairs compared by all cores, with texts that stand in several of them
 * read once. Pairs are added while the batch has room for more, and results
 * come in the order in which pairs were added:
 *
 *     while (there are pairs) {
 *         while (almost_batch_room(batch) > 0 && there are pairs)
 *             almost_batch_add(batch, &pair, &error);
 *         if ((result = almost_batch_next(batch)) != NULL)
 *             use result;
 *     }
 *     while ((result = almost_batch_next(batch)) != NULL)
 *         use result;
 *
 * A pair that cannot be compared has a result that says why; the others go on.
 * Memory is bounded by the options and the texts of the pairs at hand, however
 * many pairs there are and however slowly results are taken. A batch is used
 * by one thread at a time; almost_batch_next() is the only call that waits.
 */
typedef struct almost_batch almost_batch;

/* One text of a pair: a file, or bytes where `path` is NULL. It never grows: its options do. */
typedef struct almost_source {
    const char *path;
    const char *bytes; /* NULL where `length` is 0 */
    size_t length;
    /* NULL: defaults. The environment is that of the batch; encoding NULL: as batch options say. */
    const almost_text_options *options;
} almost_source;

/* A pair to be compared. */
typedef struct almost_pair {
    size_t size;    /* of this structure, set by _init */
    const char *id; /* a JSON string or number, as it is to stand in the line; NULL: counted */
    almost_source original;
    almost_source telling;
} almost_pair;

/* Fill with nothing: two empty texts. */
ALMOST_PUBLIC void almost_pair_init_sized(almost_pair *pair, size_t size);

static inline void almost_pair_init(almost_pair *pair)
{
    almost_pair_init_sized(pair, sizeof *pair);
}

/* How the pairs of a batch are compared. */
typedef struct almost_batch_options {
    size_t size; /* of this structure, set by _init */
    const almost_environment
        *environment; /* NULL: defaults; `progress` and `trace` are not called */
    const almost_compare_options *compare; /* NULL: defaults; its environment is not used */
    /*
     * Not NULL: each result has a line of JSON (almost.comparison/1 with the
     * id) by these options, of which the form counts nothing, and no
     * comparison. NULL: each result has its comparison, and no line.
     */
    const almost_write_options *lines;
    const char *original_encoding; /* of sources without one; NULL: detected */
    const char *telling_encoding;
    uint64_t cache_bytes; /* texts and their words, kept for later pairs; 0: 128 MiB */
    uint64_t line_bytes;  /* longest line of almost_batch_add_line(); 0: 64 MiB */
    /*
     * The file that the lines are read from, "-" for standard input; NULL: none. A pair that names
     * it as a text, by whatever path, is refused: reading it would eat the pairs that follow.
     */
    const char *lines_path;
    /*
     * How all originals and all tellings are read, where their own options do not say; NULL:
     * defaults. Their environments and names are not used.
     */
    const almost_text_options *original_reading;
    const almost_text_options *telling_reading;
    /*
     * The file that the results will be written to; NULL: none that must be known. A pair that
     * names it as a text, by whatever path, fails without a line, so that the file is not lost.
     */
    const char *output_path;
} almost_batch_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_batch_options_init_sized(almost_batch_options *options, size_t size);

static inline void almost_batch_options_init(almost_batch_options *options)
{
    almost_batch_options_init_sized(options, sizeof *options);
}

/*
 * Begin a batch. The structures of options are copied; what they point to
 * (allocator, language, encodings) must outlive the batch. With
 * environment.threads 1 no thread is started and almost_batch_next() does the
 * work. On success *out is the caller's. Errors: MEMORY, ARGUMENT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_batch_new(const almost_batch_options *options,
                                                               almost_batch **out,
                                                               almost_error *error);

/* Release a batch, with what was added to it and never asked for. */
ALMOST_PUBLIC void almost_batch_free(almost_batch *batch);

/* How many pairs may be added now; at least 1 when no result is outstanding. */
ALMOST_PUBLIC size_t almost_batch_room(almost_batch *batch);

/*
 * Add a pair, all of which is copied. Errors: MEMORY, ARGUMENT; LIMIT when
 * there is no room: take a result first.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_batch_add(almost_batch *batch,
                                                               const almost_pair *pair,
                                                               almost_error *error);

/*
 * Add the pair that one line of JSON Lines describes, line number `line` of the
 * file called `name`, which must outlive the batch:
 *
 *     {"id": 7, "original": SOURCE, "telling": SOURCE}
 *
 * A SOURCE is a string, the path of a file, or an object with "path" or "text",
 * and "name" and "encoding" if they are wanted. The id is a string or a number,
 * whose bytes are kept; without one it is the number of the line. Other members
 * are passed over. A line that is no such object, has a key twice, or is too long,
 * has a result that says so; a
 * blank line has none. To skip the rest of a line that is too long, hand in
 * its first line_bytes + 1 bytes. Errors as almost_batch_add().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_batch_add_line(almost_batch *batch,
                                                                    const char *bytes,
                                                                    size_t length, const char *name,
                                                                    uint64_t line,
                                                                    almost_error *error);

/* What became of a pair. */
typedef struct almost_batch_result {
    uint64_t number; /* of the pair, from 1, in the order of adding */
    const char *id;  /* JSON, as it was given; never NULL */
    almost_status status;
    const almost_error *error;           /* why there is no comparison; NULL with status OK */
    const almost_verdict *verdict;       /* NULL unless status is OK */
    const almost_comparison *comparison; /* or NULL: see almost_batch_options.lines */
    const char *line; /* with its newline, also where status is not OK; or NULL */
    size_t line_length;
    uint64_t findings; /* changes that the gate of almost_batch_options.lines fails on */
} almost_batch_result;

/*
 * Wait for the next result. NULL when none is outstanding. It is the batch's,
 * with all that it points to, and valid until the next call for the batch.
 */
ALMOST_PUBLIC const almost_batch_result *almost_batch_next(almost_batch *batch);

#ifdef __cplusplus
}
#endif

#endif
