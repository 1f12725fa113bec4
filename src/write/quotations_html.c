/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations as a page: how many are true, as a sentence; the worst, as plain HTML; and their JSON
 * with the account's text, from which the script (web/src/quotations.ts) draws the rest.
 */
#include "write/quotations_html.h"

#include "html/name.h"
#include "html/page.h"
#include "html/stream.h"
#include "html/text.h"
#include "text/where.h"
#include "write/excerpt.h"
#include "write/quotations.h"
#include "write/quotations_rank.h"

#include <inttypes.h>
#include <stdio.h>

enum { MOST = 50, SHOWN = 300 /* bytes of a quotation */ };

/* As the sentence names them. */
static const almost_quotation_status order[] = {
    ALMOST_QUOTATION_VERBATIM,   ALMOST_QUOTATION_TYPOGRAPHIC,   ALMOST_QUOTATION_ALTERED,
    ALMOST_QUOTATION_SPLICED,    ALMOST_QUOTATION_MISATTRIBUTED, ALMOST_QUOTATION_NOT_FOUND,
    ALMOST_QUOTATION_NOT_CHECKED};

enum { N_ORDER = sizeof order / sizeof *order };

static const almost_indirect_status reported_order[] = {
    ALMOST_INDIRECT_SUPPORTED, ALMOST_INDIRECT_ALTERED, ALMOST_INDIRECT_NOT_FOUND};

enum { N_REPORTED_ORDER = sizeof reported_order / sizeof *reported_order };

static void put_counted(al_output *output, uint64_t n, const char *what)
{
    al_output_grouped(output, n);
    al_output_text(output, " ");
    al_output_text(output, what);
    al_output_text(output, n == 1 ? "" : "s");
}

static uint64_t failing(const al_quotations_page *page)
{
    uint64_t n = 0;
    for (size_t i = 0; i < N_ORDER; i++)
        n += ALMOST_FAILING_STATUSES >> order[i] & 1 ? page->counts[order[i]] : 0;
    return n + page->reported[ALMOST_INDIRECT_ALTERED];
}

/* `9 are verbatim`, behind what came before. */
static void put_share(al_output *output, const char *between, const char *status, uint64_t n)
{
    al_output_text(output, between);
    al_output_grouped(output, n);
    al_output_text(output, n == 1 ? " is " : " are ");
    al_output_text(output, status);
}

/* `; of 3 reported without marks 2 are supported, 1 is altered` */
static void put_reported(const al_quotations_page *page, al_output *output)
{
    const char *between = " ";
    uint64_t n = 0;
    for (size_t i = 0; i < AL_N_INDIRECT_STATUSES; i++)
        n += page->reported[i];
    if (n == 0)
        return;
    al_output_text(output, page->checked ? "; of " : "; ");
    al_output_grouped(output, n);
    al_output_text(output, " reported without marks");
    for (size_t i = 0; page->checked && i < N_REPORTED_ORDER; i++) {
        almost_indirect_status status = reported_order[i];
        if (page->reported[status] == 0)
            continue;
        put_share(output, between, al_indirect_status_names[status].text, page->reported[status]);
        between = ", ";
    }
}

/* `Not all: of 12 quotations 9 are verbatim, 1 is altered, 2 are not found.` */
static void put_sentence(const al_quotations_page *page, al_output *output)
{
    const char *between = " ";
    al_output_text(output, failing(page) > 0 ? "<h1 data-answer=\"no\"><b>Not all:</b> of "
                           : page->checked   ? "<h1 data-answer=\"yes\"><b>Yes:</b> of "
                                             : "<h1 data-answer=\"\"><b>Not checked:</b> ");
    put_counted(output, page->n, "quotation");
    for (size_t i = 0; page->checked && i < N_ORDER; i++) {
        if (page->counts[order[i]] == 0)
            continue;
        put_share(output, between, al_quotation_status_names[order[i]].text,
                  page->counts[order[i]]);
        between = ", ";
    }
    put_reported(page, output);
    al_output_text(output, ".</h1>\n");
}

static void put_bar(const al_quotations_page *page, almost_quotation_status status,
                    al_output *output)
{
    char number[32];
    snprintf(number, sizeof number, "%" PRIu64, page->counts[status]);
    al_html_bar(output, al_quotation_status_names[status].text, number,
                (double)page->counts[status] / (double)page->n);
}

static void put_bars(const al_quotations_page *page, al_output *output)
{
    al_output_text(output, "<dl>\n");
    for (size_t i = 0; i < N_ORDER; i++)
        if (page->counts[order[i]] > 0)
            put_bar(page, order[i], output);
    al_output_text(output, "</dl>\n");
}

void al_quotations_html_begin(const al_quotations_page *page, al_output *output)
{
    const char *name =
        page->name != NULL && page->name[0] != '\0' ? al_short_name(page->name, NULL) : "account";
    al_html_begin(output, "quotations", 0);
    al_output_text(output, "Quotations in ");
    al_html_string(output, name);
    al_html_body(output);
    al_output_text(output, "<header id=\"verdict\">\n<p><bdi>");
    al_html_string(output, name);
    al_output_text(output, "</bdi>");
    if (page->checked) {
        al_output_text(output, ", against ");
        put_counted(output, page->n_against, "source");
    }
    al_output_text(output, "</p>\n");
    put_sentence(page, output);
    put_bars(page, output);
    al_output_text(output, "</header>\n");
    al_html_main(output);
}

static void put_item(const almost_quotations *quotations, size_t index, al_output *output)
{
    const almost_quotation *quotation = &quotations->items[index];
    const almost_text *text = quotations->text;
    almost_span span = quotation->span;
    al_where where = al_where_of(text, span.start);
    uint64_t end = al_excerpt_end(text, span, SHOWN);
    al_output_text(output, "<li><span>");
    al_html_text(output, where.bytes, where.length);
    al_output_text(output, "</span> <b>");
    al_output_text(output, al_quotation_status_names[quotation->status].text);
    al_output_text(output, "</b><br><bdi>");
    al_html_text(output, text->bytes + span.start, end - span.start);
    al_output_text(output, end < span.end ? "\xE2\x80\xA6</bdi></li>\n" : "</bdi></li>\n");
}

/* The worst. False when memory ends. */
static bool put_first(const almost_quotations *quotations, al_output *output)
{
    size_t *ranked = al_quotations_ranked(quotations);
    if (ranked == NULL)
        return false;
    al_output_text(output, quotations->n > 0
                               ? "<section id=\"first\">\n<h2>The worst first</h2>\n<ol>\n"
                               : "");
    for (size_t i = 0; i < quotations->n && i < MOST; i++)
        put_item(quotations, ranked[i], output);
    al_output_text(output, quotations->n > 0 ? "</ol>\n</section>\n" : "");
    al_release(quotations->allocator, ranked);
    return true;
}

static bool put_data(const almost_quotations *quotations, al_output *output)
{
    almost_quotations_write_options options;
    al_html_stream stream;
    al_output json;
    almost_quotations_write_options_init(&options);
    options.units = ALMOST_UTF16;
    options.full = 1;
    if (!al_html_stream_begin(&stream, quotations->allocator, "quotations", output))
        return false;
    bool there = al_output_init(&json, quotations->allocator, al_html_stream_sink, &stream);
    if (there) {
        there = al_write_quotations_json(quotations, &options, &json) == ALMOST_OK;
        al_output_flush(&json);
        al_output_release(&json);
    }
    al_html_stream_end(&stream);
    return there;
}

almost_status al_write_quotations_html(const almost_quotations *quotations,
                                       const almost_quotations_write_options *options,
                                       al_output *output)
{
    al_quotations_page page = {.name = quotations->text->name,
                               .n = quotations->n,
                               .n_against = quotations->n_against,
                               .checked = quotations->against != NULL};
    (void)options;
    for (size_t i = 0; i < quotations->n; i++)
        page.counts[quotations->items[i].status]++;
    for (size_t i = 0; i < quotations->n_indirect; i++)
        page.reported[quotations->indirect[i].status]++;
    al_quotations_html_begin(&page, output);
    if (!put_first(quotations, output))
        return ALMOST_ERROR_MEMORY;
    al_html_main_end(output);
    if (!put_data(quotations, output))
        return ALMOST_ERROR_MEMORY;
    al_html_end(output);
    return ALMOST_OK;
}
