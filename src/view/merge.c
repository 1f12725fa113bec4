/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A merge read back: counted here, for the sentence; the page's script reads the rest from the JSON
 * itself, which is handed on byte for byte and never as markup.
 */
#include "base/error.h"
#include "merge/page.h"
#include "view/view.h"

#include <string.h>

bool al_view_is_merge(const json_t *root)
{
    const char *format = json_string_value(json_object_get(root, "format"));
    return format != NULL && strcmp(format, "almost.merge/1") == 0;
}

static almost_status fail(almost_error *error, const char *name, const char *what)
{
    return al_fail(error, ALMOST_ERROR_FORMAT, name,
                   "%s: write it again with almost merge --json --full", what);
}

/* --- What the page says before its data --------------------------------------------------------
 */

static bool read_names(const json_t *root, al_merge_page *page)
{
    const json_t *sides = json_object_get(root, "sides"), *side;
    size_t index;
    if (json_array_size(sides) == 0 || json_array_size(sides) > AL_MERGE_MOST_SIDES)
        return false;
    page->base = json_string_value(json_object_get(json_object_get(root, "base"), "name"));
    json_array_foreach(sides, index, side)
    {
        page->sides[index] = json_string_value(json_object_get(side, "name"));
        if (page->sides[index] == NULL)
            return false;
    }
    page->n = (uint32_t)json_array_size(sides);
    return page->base != NULL;
}

/* Count the changes of each side. False: a piece is none. */
static bool count_changes(const json_t *pieces, al_merge_page *page)
{
    const json_t *piece, *side;
    size_t index, k;
    bool whole = json_array_size(pieces) > 0;
    json_array_foreach(pieces, index, piece)
    {
        const json_t *sides = json_object_get(piece, "sides");
        page->n_changes += sides != NULL;
        json_array_foreach(sides, k, side)
        {
            uint64_t number = (uint64_t)json_integer_value(side);
            if (number >= page->n)
                return false;
            page->changes[number]++;
        }
        whole = whole && (json_is_string(json_object_get(piece, "text")) ||
                          json_is_integer(json_object_get(piece, "conflict")));
    }
    return whole;
}

/* Whether pieces say where they are from, as those do that are written in full. */
static bool is_full(const json_t *pieces)
{
    const json_t *piece;
    size_t index;
    bool full = true;
    json_array_foreach(pieces, index, piece)
    {
        bool empty = json_string_length(json_object_get(piece, "text")) == 0;
        full = full && (empty || json_object_get(piece, "base") != NULL);
    }
    return full;
}

static void count_notes(const json_t *root, al_merge_page *page)
{
    const json_t *note;
    size_t index;
    page->n_open = json_array_size(json_object_get(root, "conflicts"));
    json_array_foreach(json_object_get(root, "notes"), index, note)
    {
        const char *kind = json_string_value(json_object_get(note, "kind"));
        bool apart = kind != NULL && strcmp(kind, "moved-apart") == 0;
        page->n_open += apart;
        page->n_looks += !apart;
    }
}

/* Fill *page; its names are the root's. */
static bool read_page(const json_t *root, al_merge_page *page)
{
    bool whole = read_names(root, page) && count_changes(json_object_get(root, "pieces"), page);
    count_notes(root, page);
    return whole;
}

/* --- Reading and writing -----------------------------------------------------------------------
 */

almost_status al_view_read_merge(const json_t *root, const al_view_source *source,
                                 almost_view *view, almost_error *error)
{
    al_merge_page page = {0};
    if (!read_page(root, &page))
        return fail(error, source->name, "it has no names or no pieces that are known");
    if (!is_full(json_object_get(root, "pieces")))
        return fail(error, source->name, "it does not say what each revision changed");
    view->json = al_allocate(view->comparison->allocator, source->length + 1, 1);
    if (view->json == NULL)
        return al_fail_memory(error);
    memcpy(view->json, source->bytes, source->length);
    view->json_length = source->length;
    view->merges = true;
    return ALMOST_OK;
}

static almost_status write_page(const almost_view *view, const al_merge_page *page,
                                al_output *output, almost_error *error)
{
    al_html_stream stream;
    if (!al_merge_page_begin(page, &stream, view->comparison->allocator, output))
        return al_fail_memory(error);
    al_html_stream_bytes(&stream, view->json, view->json_length);
    al_merge_page_end(&stream, output);
    return al_output_finish(output, error);
}

almost_status al_view_write_merge(const almost_view *view, almost_sink sink, void *sink_context,
                                  almost_error *error)
{
    al_merge_page page = {0};
    al_output output;
    json_t *root; /* read again, because its names are what the page shows */
    almost_status status = al_json_load(view->json, view->json_length, "", &root, error);
    if (status != ALMOST_OK)
        return status;
    bool there = read_page(root, &page) &&
                 al_output_init(&output, view->comparison->allocator, sink, sink_context);
    status = there ? write_page(view, &page, &output, error) : al_fail_memory(error);
    if (there)
        al_output_release(&output);
    json_decref(root);
    return status;
}
