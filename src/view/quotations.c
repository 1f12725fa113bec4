/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations read back: counted here, for the sentence; the page's script reads the rest from the
 * JSON itself, which is handed on byte for byte and never as markup.
 */
#include "base/error.h"
#include "html/page.h"
#include "html/stream.h"
#include "view/view.h"

#include <string.h>

static const json_t *account_of(const json_t *root)
{
    return json_object_get(root, "account");
}

bool al_view_is_quotations(const json_t *root)
{
    const char *format = json_string_value(json_object_get(root, "format"));
    return format != NULL && strcmp(format, "almost.quotations/1") == 0;
}

static almost_status fail(almost_error *error, const char *name, const char *what)
{
    return al_fail(error, ALMOST_ERROR_FORMAT, name,
                   "%s: write it again with almost check --json --full", what);
}

/* Count items by the names of their statuses. False: one has none that is known. */
static bool count_statuses(const json_t *items, const al_name *names, size_t n_names,
                           uint64_t *counts)
{
    const json_t *item;
    size_t index;
    json_array_foreach(items, index, item)
    {
        int status = al_json_read_name(json_object_get(item, "status"), names, n_names);
        if (status < 0)
            return false;
        counts[status]++;
    }
    return true;
}

static almost_status count(const json_t *root, const char *name, al_quotations_page *page,
                           almost_error *error)
{
    const json_t *items = json_object_get(root, "quotations");
    if (!json_is_array(items))
        return fail(error, name, "it has no quotations");
    if (!count_statuses(items, al_quotation_status_names, AL_N_QUOTATION_STATUSES, page->counts) ||
        !count_statuses(json_object_get(root, "indirect"), al_indirect_status_names,
                        AL_N_INDIRECT_STATUSES, page->reported))
        return fail(error, name, "a quotation has no status that is known");
    page->n = json_array_size(items);
    page->n_against = json_array_size(json_object_get(root, "against"));
    page->checked = json_is_array(json_object_get(root, "against"));
    return ALMOST_OK;
}

almost_status al_view_read_quotations(const json_t *root, const char *bytes, size_t length,
                                      const char *name, almost_view *view, almost_error *error)
{
    if (!json_is_string(json_object_get(account_of(root), "text")))
        return fail(error, name, "it has not the text of its account");
    almost_status status = count(root, name, &view->quotations, error);
    if (status != ALMOST_OK)
        return status;
    const char *account = json_string_value(json_object_get(account_of(root), "name"));
    const almost_allocator *allocator = view->comparison->allocator;
    size_t size = account != NULL ? strlen(account) + 1 : 1;
    /* the name stands behind the JSON, so that both are one block */
    view->json = al_allocate(allocator, length + size, 1);
    if (view->json == NULL)
        return al_fail_memory(error);
    memcpy(view->json, bytes, length);
    memcpy(view->json + length, account != NULL ? account : "", size);
    view->json_length = length;
    view->quotations.name = view->json + length;
    return ALMOST_OK;
}

almost_status al_view_write_quotations(const almost_view *view, almost_sink sink,
                                       void *sink_context, almost_error *error)
{
    const almost_allocator *allocator = view->comparison->allocator;
    al_html_stream stream;
    al_output output;
    if (!al_output_init(&output, allocator, sink, sink_context))
        return al_fail_memory(error);
    al_quotations_html_begin(&view->quotations, &output);
    al_html_main_end(&output);
    bool there = al_html_stream_begin(&stream, allocator, "quotations", &output);
    if (there) {
        al_html_stream_bytes(&stream, view->json, view->json_length);
        al_html_stream_end(&stream);
        al_html_end(&output);
    }
    almost_status status = there ? al_output_finish(&output, error) : al_fail_memory(error);
    al_output_release(&output);
    return status;
}
