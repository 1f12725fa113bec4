/* SPDX-License-Identifier: Apache-2.0 */
/* What documents share, read back: the lines are handed on to the page as they are. */
#include "base/error.h"
#include "reuse/page.h"
#include "view/view.h"

#include <string.h>

/* To a page that is thrown away, so that what is wrong is said when they are read. */
static int nowhere(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
    return 0;
}

almost_status al_view_write_reuse(const almost_view *view, almost_sink sink, void *sink_context,
                                  almost_error *error)
{
    const almost_allocator *allocator = view->comparison->allocator;
    al_output output;
    if (!al_output_init(&output, allocator, sink, sink_context))
        return al_fail_memory(error);
    const al_reuse_lines lines = {
        .bytes = view->json, .length = view->json_length, .name = view->name};
    almost_status status = al_reuse_page(&lines, allocator, &output, error);
    if (status == ALMOST_OK)
        status = al_output_finish(&output, error);
    al_output_release(&output);
    return status;
}

almost_status al_view_read_reuse(const char *bytes, size_t length, const char *name,
                                 almost_view *view, almost_error *error)
{
    size_t size = strlen(name) + 1;
    view->json = al_allocate(view->comparison->allocator, length + size, 1);
    if (view->json == NULL)
        return al_fail_memory(error);
    memcpy(view->json, bytes, length);
    memcpy(view->json + length, name, size);
    view->json_length = length;
    view->name = view->json + length;
    view->shares = true;
    return al_view_write_reuse(view, nowhere, NULL, error);
}
