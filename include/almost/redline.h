/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison as a document with tracked changes, for a word processor. */
#ifndef ALMOST_REDLINE_H
#define ALMOST_REDLINE_H

#include <almost/compare.h>
#include <almost/merge.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Redlines ---------------------------------------------------------- */

/* How what has moved is marked. Pinned. */
typedef enum almost_moves {
    ALMOST_MOVES_NATIVE = 0, /* as moved, where the document can say so */
    ALMOST_MOVES_DELETED = 1 /* as deleted in the one place and inserted in the other */
} almost_moves;

/* The word for one, such as "native"; NULL when there is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_moves_name(almost_moves moves);

/* What a redline is to be. */
typedef struct almost_redline_options {
    size_t size;        /* of this structure, set by _init */
    const char *format; /* "docx" or "odt"; default "docx" */
    const char *author; /* of the changes; default "almost" */
    int64_t date;       /* of the changes, in seconds since 1970 */
    almost_moves moves; /* default native; odt has no moves */
    uint32_t max_depth; /* of nested elements; 0: no limit */
    /*
     * Called for each part with text that is not compared, such as headers and comments, and so
     * stays as the original has it; may be NULL. `part` is its name in the document, `what` is in
     * plural. Formatting of what both texts have is no part, "", and named where it differs.
     */
    void (*left_out)(void *context, const char *part, const char *what);
    void *left_out_context;
    /*
     * 1: what differs in nothing but the shapes of signs, such as quotation marks and dashes, and
     * is not reported by the comparison, is not tracked: the original's stays, and all accepted
     * reads as the telling but for these.
     */
    uint32_t keep_shapes;
    uint64_t *shapes; /* NULL, or where to put how many signs and words differ in that alone */
} almost_redline_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_redline_options_init_sized(almost_redline_options *options, size_t size);

static inline void almost_redline_options_init(almost_redline_options *options)
{
    almost_redline_options_init_sized(options, sizeof *options);
}

/*
 * Write the original with the changes that make the telling of it, tracked: all accepted, it reads
 * as the telling, to the letter (but see keep_shapes); all rejected, as the original. An original
 * that was read from a document of the same format is that document: what does not change keeps its
 * bytes, and earlier changes in it their authors. Of any other original a plain document is made.
 *
 * The outcome is read again before any of it goes to `sink`; where it does not say what it should,
 * that is ERROR_FORMAT. Errors: FORMAT (also: a character that a document cannot have, a document
 * that was read as it was before its own changes), READ, ARGUMENT, WRITE, MEMORY.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_redline(const almost_comparison *comparison,
                                                             const almost_redline_options *options,
                                                             almost_sink sink, void *sink_context,
                                                             almost_error *error);

/*
 * Write the base of a merge with what each of its sides changed, tracked under an author of its
 * own: `authors` are as many as the merge has sides, in the order in which they were given; the
 * author of `options` is not looked at. What several changed alike is the first one's. In place of
 * words that they changed in different ways, those of each stand one behind the other, so that one
 * of them can be accepted and the others rejected. What an author tracks is proved as above, with
 * the changes of the authors before accepted. Comparing takes the environment of the merge.
 *
 * Errors: those of almost_redline() and almost_merge_new().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_merge_redline(
    const almost_merge *merge, const char *const *authors, const almost_redline_options *options,
    almost_sink sink, void *sink_context, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
