/* SPDX-License-Identifier: Apache-2.0 */
/* Looking at an answer that was made earlier, and at a telling while it is told. */
#ifndef ALMOST_VIEW_H
#define ALMOST_VIEW_H

#include <almost/watch.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Looking at earlier results ------------------------------------------ */

/* A comparison, quotations, a collation, a merge or what documents share, read back. Opaque,
 * immutable. */
typedef struct almost_view almost_view;

/*
 * Read a full comparison (almost.comparison/1 with the text of what is the same) from memory, or
 * quotations with the text of their account (almost.quotations/1, see `full` of their options), or
 * a collation (ALMOST_COLLATION_JSON), or a merge (ALMOST_MERGE_FULL), or lines of
 * almost_reuse_write().
 * `name` is used in messages. Nothing is compared anew: what it says is what is shown.
 *
 * The tree of a collation is found anew from its witnesses; where its table is not what they give,
 * because it was changed, there is none.
 *
 * On success *out is the caller's; the bytes are no longer needed. Errors: FORMAT, MEMORY, LIMIT,
 * ARGUMENT; of a collation those of almost_collate().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_view_read(const char *bytes, size_t length, const char *name,
                 const almost_environment *environment, almost_view **out, almost_error *error);

/* Release a view. NULL is fine. */
ALMOST_PUBLIC void almost_view_free(almost_view *view);

/*
 * Write it as ALMOST_FORM_HTML, the one form that is written from what JSON says: the page that the
 * comparison had, but for places that are no lines. Errors: those of almost_write(); ARGUMENT for
 * another form.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_view_write(const almost_view *view,
                                                                const almost_write_options *options,
                                                                almost_sink sink,
                                                                void *sink_context,
                                                                almost_error *error);

/* --- Looking at a telling while it is told ------------------------------- */

/*
 * Write the page on which a telling is looked at while it is told, for a server that its browser
 * asks back: `events`, server-sent, where an event `told` has how many lines of ALMOST_WATCH_JSON
 * there are so far, and `end` that nothing more comes; and `told?from=N`, which has the number of
 * the first line that it gives, N or later, in a line, and lines from there on.
 * almost_page_policy(1) is its policy. The texts of the sources are in it, up to 64 MiB; of a
 * library they are not. Errors: WRITE, MEMORY, ARGUMENT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_page(const almost_watch *watch,
                                                                almost_sink sink,
                                                                void *sink_context,
                                                                almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
