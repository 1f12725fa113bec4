/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of a merge: a sentence that says what is left to be decided, how much each revision
 * changed, and the JSON from which the script (web/src/merge.ts) draws the rest.
 */
#include "merge/page.h"

#include "html/page.h"
#include "html/text.h"
#include "merge/forms.h"

#include <inttypes.h>
#include <stdio.h>

static void put_counted(al_output *output, uint64_t n, const char *what)
{
    al_output_grouped(output, n);
    al_output_text(output, " ");
    al_output_text(output, what);
    al_output_text(output, n == 1 ? "" : "s");
}

/* `To decide: 2 places; 14 changes of 3 revisions are merged, 1 sentence is to be looked at.` */
static void put_sentence(const al_merge_page *page, al_output *output)
{
    if (page->n_open > 0) {
        al_output_text(output, "<h1 data-answer=\"no\"><b>To decide:</b> ");
        put_counted(output, page->n_open, "place");
        al_output_text(output, "; ");
    } else {
        al_output_text(output, "<h1 data-answer=\"yes\"><b>Merged:</b> ");
    }
    put_counted(output, page->n_changes, "change");
    al_output_text(output, " of ");
    put_counted(output, page->n, "revision");
    if (page->n_open > 0)
        al_output_text(output, page->n_changes == 1 ? " is merged" : " are merged");
    if (page->n_looks > 0) {
        al_output_text(output, ", ");
        put_counted(output, page->n_looks, "place");
        al_output_text(output, page->n_looks == 1 ? " is to be looked at" : " are to be looked at");
    }
    al_output_text(output, ".</h1>\n");
}

static void put_bars(const al_merge_page *page, al_output *output)
{
    char number[32];
    al_output_text(output, "<dl>\n");
    for (uint32_t i = 0; i < page->n; i++) {
        uint64_t n = page->changes[i];
        snprintf(number, sizeof number, "%" PRIu64, n);
        al_html_bar(output, page->sides[i], number,
                    n > 0 ? (double)n / (double)page->n_changes : 0);
    }
    al_output_text(output, "</dl>\n");
}

bool al_merge_page_begin(const al_merge_page *page, al_html_stream *stream,
                         const almost_allocator *allocator, al_output *output)
{
    al_html_begin(output, "merge", 0);
    al_output_text(output, "Merge of ");
    al_html_string(output, page->base);
    al_html_body(output);
    al_output_text(output, "<header id=\"verdict\">\n<p><bdi>");
    al_html_string(output, page->base);
    al_output_text(output, "</bdi></p>\n");
    put_sentence(page, output);
    put_bars(page, output);
    al_output_text(output, "</header>\n");
    al_html_main(output);
    al_html_main_end(output);
    return al_html_stream_begin(stream, allocator, "merge", output);
}

void al_merge_page_end(al_html_stream *stream, al_output *output)
{
    al_html_stream_end(stream);
    al_html_end(output);
}

/* --- Of a merge that was just made -------------------------------------------------------------
 */

static al_merge_page page_of(const almost_merge *merge)
{
    al_merge_page page = {.base = almost_text_name(merge->text),
                          .n = merge->n,
                          .n_changes = merge->n_edits,
                          .n_open = almost_merge_conflicts(merge)};
    page.n_looks = merge->n_notes - page.n_open;
    for (uint32_t i = 0; i < merge->n; i++)
        page.sides[i] = almost_text_name(merge->sides[merge->number[i]].text);
    for (size_t k = 0; k < merge->n_edits; k++)
        for (uint32_t i = 0; i < merge->n; i++)
            page.changes[merge->given[i]] += merge->edits[k].sides >> i & 1;
    return page;
}

bool al_merge_put_page(const almost_merge *merge, al_output *output)
{
    const al_merge_page page = page_of(merge);
    al_html_stream stream;
    al_output json;
    if (!al_merge_page_begin(&page, &stream, merge->allocator, output))
        return false;
    bool whole = al_output_init(&json, merge->allocator, al_html_stream_sink, &stream);
    if (whole) {
        whole = al_merge_put_json(merge, true, &json);
        al_output_flush(&json);
        al_output_release(&json);
    }
    al_merge_page_end(&stream, output);
    return whole;
}
