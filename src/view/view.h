/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison read back: the object that a comparison is, with texts of its own, filled from JSON
 * and good for being shown. What JSON does not say it does not have: what was ignored where, and
 * what only the terminal draws by.
 */
#ifndef AL_VIEW_H
#define AL_VIEW_H

#include "apply/json_read.h"
#include "compare/comparison.h"
#include "edition/edition.h"
#include "write/quotations_html.h"

struct almost_view {
    almost_comparison *comparison;
    almost_text *texts[2];
    al_quotations_page quotations; /* where that is what it is of */
    char *json; /* quotations, passages, a merge or a collation, as they were read; NULL: a
                   comparison */
    size_t json_length;
    const char *name;            /* of the JSON, where it is of passages: behind these */
    almost_collation *collation; /* of the witnesses of the JSON; NULL: it is of something else */
    al_edition_given given;
    bool shares; /* it is of passages that documents share */
    bool merges; /* the JSON is of a merge */
};

/* Whether JSON is of quotations. */
bool al_view_is_quotations(const json_t *root);

/*
 * Keep quotations, which have their account's text, in a view that has nothing yet. Errors: FORMAT,
 * MEMORY.
 */
AL_MUST_CHECK almost_status al_view_read_quotations(const json_t *root, const char *bytes,
                                                    size_t length, const char *name,
                                                    almost_view *view, almost_error *error);
AL_MUST_CHECK almost_status al_view_write_quotations(const almost_view *view, almost_sink sink,
                                                     void *sink_context, almost_error *error);

/* JSON as it was read; `name` is used in messages. */
typedef struct al_view_source {
    const char *bytes;
    size_t length;
    const char *name;
} al_view_source;

/* Whether JSON is of a collation. */
bool al_view_is_collation(const json_t *root);

/* Keep a collation. Errors: FORMAT and those of almost_collate(). */
AL_MUST_CHECK almost_status al_view_read_collation(const json_t *root, const al_view_source *source,
                                                   const almost_environment *environment,
                                                   almost_view *view, almost_error *error);
AL_MUST_CHECK almost_status al_view_write_collation(const almost_view *view, almost_sink sink,
                                                    void *sink_context, almost_error *error);

/* Whether JSON is of a merge. */
bool al_view_is_merge(const json_t *root);

/* Keep a merge that says what each side changed. Errors: FORMAT, MEMORY. */
AL_MUST_CHECK almost_status al_view_read_merge(const json_t *root, const al_view_source *source,
                                               almost_view *view, almost_error *error);
AL_MUST_CHECK almost_status al_view_write_merge(const almost_view *view, almost_sink sink,
                                                void *sink_context, almost_error *error);

/*
 * Keep lines of passages that documents share (reuse.c); they are looked through when they are
 * written. Errors: MEMORY.
 */
AL_MUST_CHECK almost_status al_view_read_reuse(const char *bytes, size_t length, const char *name,
                                               almost_view *view, almost_error *error);
AL_MUST_CHECK almost_status al_view_write_reuse(const almost_view *view, almost_sink sink,
                                                void *sink_context, almost_error *error);

/*
 * Fill what stands before the changes: verdict, statistics, passages and the like. The texts are
 * there. Errors: FORMAT, MEMORY; what was allocated is the comparison's.
 */
AL_MUST_CHECK almost_status al_view_read_facts(const json_t *root, const char *name,
                                               almost_comparison *comparison, almost_error *error);

#endif
