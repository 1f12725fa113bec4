/* SPDX-License-Identifier: Apache-2.0 */
/* Applying a comparison to a text. */
#ifndef ALMOST_APPLY_H
#define ALMOST_APPLY_H

#include <almost/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Applying ---------------------------------------------------------- */

/* A comparison read back from a patch or from JSON. Opaque, immutable. */
typedef struct almost_patch almost_patch;

/*
 * Read a patch (almost.patch/1) or a full comparison (almost.comparison/1 with
 * the text of what is the same) from memory. `name` is used in messages.
 *
 * On success *out is the caller's. Errors: FORMAT with the line, MEMORY, LIMIT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_patch_read(const char *bytes, size_t length, const char *name,
                  const almost_environment *environment, almost_patch **out, almost_error *error);

/* Release a patch. */
ALMOST_PUBLIC void almost_patch_free(almost_patch *patch);

/*
 * Read the text that a patch is to be applied to: the original, or with
 * `reverse` the telling. As almost_text_open(), but a file that is byte for
 * byte the one that was compared has the encoding that it had then.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_patch_text(const almost_patch *patch,
                                                                int reverse, const char *path,
                                                                const almost_text_options *options,
                                                                almost_text **out,
                                                                almost_error *error);

/* How a patch is applied. */
typedef struct almost_apply_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    int reverse;                           /* turn the telling into the original */
    const uint64_t *only;                  /* ids of the changes to apply; NULL: all */
    size_t n_only;
    const uint64_t *except; /* ids of changes to leave out; NULL: none */
    size_t n_except;
    uint32_t touching; /* apply only changes that touch one of these; 0: all */
    int fuzzy;         /* find the places by content when the text is another one */
    /* Takes the outcome, in pieces. Needed. */
    almost_sink sink;
    void *sink_context;
    /* Called with the id and text of each change that found no place (fuzzy only); may be NULL. */
    void (*unplaced)(void *context, uint64_t id, const char *text, size_t length);
    void *unplaced_context;
    /* 1: of a document take the text, too; the outcome is its text in UTF-8, for almost_redline()
     */
    int documents;
} almost_apply_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_apply_options_init_sized(almost_apply_options *options, size_t size);

static inline void almost_apply_options_init(almost_apply_options *options)
{
    almost_apply_options_init_sized(options, sizeof *options);
}

/* What applying did. */
typedef struct almost_applied {
    uint64_t applied;  /* changes made */
    uint64_t skipped;  /* changes that the options left out */
    uint64_t unplaced; /* changes that found no place (fuzzy only) */
} almost_applied;

/*
 * Turn the original into the telling (or back), in the encoding of `text`, and
 * hand the outcome to options.sink. Applying all changes gives the other text
 * byte for byte, in the encoding that it had, unless `text` was converted since
 * it was compared. A text that is not the one that was compared is refused with
 * ERROR_MISMATCH and the first place where it differs, unless options.fuzzy.
 *
 * The outcome is plain text: a text that was read from a document is refused with ERROR_FORMAT,
 * unless options.documents.
 *
 * *applied is filled on success; it may be NULL. Errors: MISMATCH, FORMAT, ENCODING,
 * ARGUMENT, WRITE, MEMORY; the sink may have taken a part of the outcome.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_apply_sized(
    const almost_patch *patch, const almost_text *text, const almost_apply_options *options,
    almost_applied *applied, size_t size, almost_error *error);

ALMOST_MUST_CHECK static inline almost_status
almost_apply(const almost_patch *patch, const almost_text *text,
             const almost_apply_options *options, almost_applied *applied, almost_error *error)
{
    return almost_apply_sized(patch, text, options, applied, sizeof *applied, error);
}

#ifdef __cplusplus
}
#endif

#endif
