/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_view: what apply reads of a comparison (and checks: that it covers both texts, and its
 * checksum) makes the texts and the changes; what else it says is read beside.
 */
#include "reuse/page.h"
#include "view/view.h"

#include "almost/view.h"
#include "base/error.h"
#include "base/options.h"
#include "text/build.h"
#include "write/writer.h"

#include <string.h>

/* --- Texts --------------------------------------------------------------- */

/* The pieces of a side, in its order, as one text without a source. */
static almost_status build_text(const almost_patch *patch, int side, almost_text **out,
                                almost_error *error)
{
    const al_patch_side *from = &patch->sides[side];
    al_bytes source = {NULL, 0, 0};
    al_builder builder;
    al_buffer bytes;
    almost_status status =
        al_builder_init(&builder, patch->allocator, from->name, &source, AL_TEXT_MOST_BYTES, error);
    if (status != ALMOST_OK)
        return status;
    al_buffer_init(&bytes, patch->allocator);
    al_buffer_reserve(&bytes, from->length + 1);
    al_pieces walk = al_pieces_of(patch, side);
    while (al_pieces_next(&walk))
        al_buffer_append(&bytes, patch->texts + walk.piece->at, walk.piece->length);
    if (bytes.failed) {
        al_builder_release(&builder);
        status = al_fail_memory(error);
    } else {
        al_builder_append(&builder, bytes.bytes, bytes.length, (al_range){0, 0});
        status = al_builder_finish(&builder, out);
    }
    al_buffer_release(&bytes);
    if (status == ALMOST_OK)
        memcpy((*out)->hash, from->hash, sizeof from->hash);
    return status;
}

/* --- Changes ------------------------------------------------------------- */

static al_range range_of(almost_span span)
{
    return (al_range){(uint32_t)span.start, (uint32_t)span.end};
}

/* Hundredths; 0 where a change has no weight, as those of other programs. */
static uint16_t weight_of(const json_t *change)
{
    double weight = json_number_value(json_object_get(change, "weight")) * 100 + 0.5;
    return weight > 0 && weight < UINT16_MAX ? (uint16_t)weight : weight > 0 ? UINT16_MAX : 0;
}

static almost_status fill_changes(const almost_patch *patch, const json_t *root,
                                  almost_comparison *comparison, almost_error *error)
{
    const json_t *changes = json_object_get(root, "changes"), *value;
    size_t index;
    comparison->changes =
        al_allocate_zero(patch->allocator, patch->n_changes + 1, sizeof *comparison->changes);
    if (comparison->changes == NULL)
        return al_fail_memory(error);
    comparison->n_changes = patch->n_changes;
    json_array_foreach(changes, index, value)
    {
        const al_patch_change *from = &patch->changes[index];
        if (from->passage > comparison->n_passages)
            return al_fail(error, ALMOST_ERROR_FORMAT, patch->name,
                           "change %llu lies in a passage that is not there: write the comparison "
                           "again",
                           (unsigned long long)from->id);
        al_change *change = &comparison->changes[index];
        change->original = range_of(from->spans[AL_ORIGINAL]);
        change->telling = range_of(from->spans[AL_TELLING]);
        change->passage = from->passage;
        change->touches = from->touches & ((UINT32_C(1) << 20) - 1);
        change->kind = from->kind & 7;
        change->weight = weight_of(value);
        change->label = json_is_true(json_object_get(value, "label"));
    }
    return ALMOST_OK;
}

/* --- The view ------------------------------------------------------------ */

void almost_view_free(almost_view *view)
{
    if (view == NULL)
        return;
    const almost_allocator *allocator = view->comparison->allocator;
    almost_text_free(view->texts[0]);
    almost_text_free(view->texts[1]);
    almost_comparison_free(view->comparison);
    almost_collation_free(view->collation);
    al_release(allocator, view->json);
    al_release(allocator, view);
}

static almost_view *new_view(const almost_allocator *allocator)
{
    almost_view *view = al_allocate_zero(allocator, 1, sizeof *view);
    if (view == NULL)
        return NULL;
    view->comparison = al_allocate_zero(allocator, 1, sizeof *view->comparison);
    if (view->comparison == NULL) {
        al_release(allocator, view);
        return NULL;
    }
    view->comparison->allocator = allocator;
    return view;
}

static almost_status fill(almost_view *view, const almost_patch *patch, const json_t *root,
                          almost_error *error)
{
    almost_comparison *comparison = view->comparison;
    almost_status status = ALMOST_OK;
    for (int side = 0; side < 2 && status == ALMOST_OK; side++)
        status = build_text(patch, side, &view->texts[side], error);
    if (status != ALMOST_OK)
        return status;
    comparison->original = view->texts[AL_ORIGINAL];
    comparison->telling = view->texts[AL_TELLING];
    status = al_view_read_facts(root, patch->name, comparison, error);
    return status != ALMOST_OK ? status : fill_changes(patch, root, comparison, error);
}

static almost_status read_patch(const json_t *root, const almost_allocator *allocator,
                                const char *name, almost_patch **out, almost_error *error)
{
    almost_patch *patch = al_patch_new(allocator, name);
    if (patch == NULL)
        return al_fail_memory(error);
    almost_status status = al_patch_read_value(root, patch, error);
    if (status == ALMOST_OK)
        status = al_patch_finish(patch, error);
    if (status == ALMOST_OK)
        *out = patch;
    else
        almost_patch_free(patch);
    return status;
}

/* A view that is filled is the caller's; another is nobody's. */
static almost_status hand_out(almost_view *view, almost_status status, almost_view **out)
{
    if (status == ALMOST_OK)
        *out = view;
    else
        almost_view_free(view);
    return status;
}

static almost_status read_value(const json_t *root, const almost_allocator *allocator,
                                const char *name, almost_view **out, almost_error *error)
{
    almost_patch *patch = NULL;
    almost_status status = read_patch(root, allocator, name, &patch, error);
    if (status != ALMOST_OK)
        return status;
    almost_view *view = new_view(allocator);
    status = view == NULL ? al_fail_memory(error) : fill(view, patch, root, error);
    almost_patch_free(patch);
    return hand_out(view, status, out);
}

/* By what its JSON is of. */
static almost_status read_root(const json_t *root, const al_view_source *source,
                               const almost_environment *environment, almost_view **out,
                               almost_error *error)
{
    const almost_allocator *allocator = al_allocator_of(environment);
    bool quotes = al_view_is_quotations(root), merges = al_view_is_merge(root);
    if (!quotes && !merges && !al_view_is_collation(root))
        return read_value(root, allocator, source->name, out, error);
    almost_view *view = new_view(allocator);
    if (view == NULL)
        return al_fail_memory(error);
    almost_status status = quotes ? al_view_read_quotations(root, source->bytes, source->length,
                                                            source->name, view, error)
                           : merges
                               ? al_view_read_merge(root, source, view, error)
                               : al_view_read_collation(root, source, environment, view, error);
    return hand_out(view, status, out);
}

almost_status almost_view_read(const char *bytes, size_t length, const char *name,
                               const almost_environment *environment, almost_view **out,
                               almost_error *error)
{
    if (out == NULL || (bytes == NULL && length > 0))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, name,
                       "bytes and out must not be NULL: pass the JSON and a place for the view");
    almost_environment complete;
    almost_status status = al_environment_complete(&complete, environment, error);
    if (status != ALMOST_OK)
        return status;
    name = name != NULL ? name : "";
    const almost_allocator *allocator = al_allocator_of(&complete);
    if (al_reuse_are_lines(bytes, length)) {
        almost_view *view = new_view(allocator);
        status = view == NULL ? al_fail_memory(error)
                              : al_view_read_reuse(bytes, length, name, view, error);
        return hand_out(view, status, out);
    }
    json_t *root;
    status = al_json_load(bytes, length, name, &root, error);
    if (status != ALMOST_OK)
        return status;
    const al_view_source source = {bytes, length, name};
    status = read_root(root, &source, &complete, out, error);
    json_decref(root);
    return status;
}

almost_status almost_view_write(const almost_view *view, const almost_write_options *options,
                                almost_sink sink, void *sink_context, almost_error *error)
{
    if (options == NULL || options->form != ALMOST_FORM_HTML)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "a view is written as a page: set the form to ALMOST_FORM_HTML");
    if (view->collation != NULL)
        return al_view_write_collation(view, sink, sink_context, error);
    if (view->merges)
        return al_view_write_merge(view, sink, sink_context, error);
    if (view->shares)
        return al_view_write_reuse(view, sink, sink_context, error);
    if (view->json != NULL)
        return al_view_write_quotations(view, sink, sink_context, error);
    return almost_write(view->comparison, options, sink, sink_context, error);
}
