/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A collation read back: its JSON is shown as it stands there. The tree of likeness and how much
 * any two agree are not in it; they are found anew from its witnesses, and left away where the
 * table is another one than these give, since somebody has changed it.
 */
#include "base/buffer.h"
#include "base/error.h"
#include "view/view.h"

#include <string.h>

bool al_view_is_collation(const json_t *root)
{
    return json_is_array(json_object_get(root, "witnesses")) &&
           json_is_array(json_object_get(root, "table"));
}

static int keep(void *context, const char *bytes, size_t length)
{
    al_buffer_append(context, bytes, length);
    return ((al_buffer *)context)->failed ? -1 : 0;
}

/* Whether the table is the one that the witnesses give. */
static almost_status compare(const almost_collation *collation, const json_t *root, bool *as_made,
                             const almost_allocator *allocator, almost_error *error)
{
    almost_collation_options options;
    al_buffer written;
    almost_collation_options_init(&options);
    options.form = ALMOST_COLLATION_JSON;
    al_buffer_init(&written, allocator);
    almost_status status = almost_collation_write(collation, &options, keep, &written, error);
    if (status == ALMOST_OK) {
        json_t *anew = json_loadb(written.bytes, written.length, JSON_ALLOW_NUL, NULL);
        *as_made = json_equal(json_object_get(anew, "table"), json_object_get(root, "table")) == 1;
        json_decref(anew);
    }
    al_buffer_release(&written);
    return status;
}

static almost_status keep_json(const json_t *root, const al_view_source *source, almost_view *view,
                               almost_error *error)
{
    const json_t *variants = json_object_get(root, "variants");
    if (!json_is_array(variants))
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "it does not say where its witnesses differ: write it again with almost "
                       "collate --json");
    view->json = al_allocate(view->comparison->allocator, source->length + 1, 1);
    if (view->json == NULL)
        return al_fail_memory(error);
    memcpy(view->json, source->bytes, source->length);
    view->json_length = source->length;
    view->given = (al_edition_given){.json = view->json,
                                     .length = source->length,
                                     .rows = json_array_size(json_object_get(root, "table")),
                                     .variants = json_array_size(variants)};
    return ALMOST_OK;
}

almost_status al_view_read_collation(const json_t *root, const al_view_source *source,
                                     const almost_environment *environment, almost_view *view,
                                     almost_error *error)
{
    almost_collate_options options;
    almost_status status = keep_json(root, source, view, error);
    if (status != ALMOST_OK)
        return status;
    almost_collate_options_init(&options);
    options.environment = environment;
    options.earlier = source->bytes;
    options.earlier_length = source->length;
    options.earlier_name = source->name;
    status = almost_collate(NULL, NULL, 0, &options, &view->collation, error);
    return status != ALMOST_OK ? status
                               : compare(view->collation, root, &view->given.as_made,
                                         view->comparison->allocator, error);
}

almost_status al_view_write_collation(const almost_view *view, almost_sink sink, void *sink_context,
                                      almost_error *error)
{
    al_output output;
    if (!al_output_init(&output, view->comparison->allocator, sink, sink_context))
        return al_fail_memory(error);
    bool there = al_edition_html_given(view->collation, &view->given, &output);
    almost_status status = there ? al_output_finish(&output, error) : al_fail_memory(error);
    al_output_release(&output);
    return status;
}
