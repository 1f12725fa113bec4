/* SPDX-License-Identifier: Apache-2.0 */
/* A document checked, and what is marked in it. */
#include "lsp.h"

#include <stdlib.h>
#include <string.h>

void lsp_checked_release(lsp_checked *checked)
{
    almost_quotations_free(checked->quotations);
    almost_text_free(checked->text);
    free(checked->lines);
    free(checked->bytes);
    *checked = (lsp_checked){0};
}

/* --- Places ---------------------------------------------------------------------- */

static bool is_line_end(const lsp_checked *checked, size_t at)
{
    char c = checked->bytes[at];
    return c == '\n' ||
           (c == '\r' && (at + 1 == checked->length || checked->bytes[at + 1] != '\n'));
}

/* List where each line begins, or count them only. */
static size_t list_lines(const lsp_checked *checked, size_t *lines)
{
    size_t n = 1;
    for (size_t at = 0; at < checked->length; at++) {
        if (!is_line_end(checked, at))
            continue;
        if (lines != NULL)
            lines[n] = at + 1;
        n++;
    }
    return n;
}

/* Where each line begins. False when memory ends. */
static bool find_lines(lsp_checked *checked)
{
    checked->n_lines = list_lines(checked, NULL);
    checked->lines = calloc(checked->n_lines, sizeof *checked->lines);
    if (checked->lines != NULL)
        (void)list_lines(checked, checked->lines);
    return checked->lines != NULL;
}

size_t lsp_byte_at(const lsp_checked *checked, lsp_position position, bool utf8)
{
    if (position.line >= checked->n_lines)
        return checked->length;
    size_t start = checked->lines[position.line], end = start;
    while (end < checked->length && checked->bytes[end] != '\n' && checked->bytes[end] != '\r')
        end++;
    return start + lsp_byte_in_line(checked->bytes + start, end - start, position.character, utf8);
}

static json_t *position_of(const lsp_checked *checked, uint64_t byte, bool utf8)
{
    size_t low = 0, high = checked->n_lines;
    while (high - low > 1) { /* the last line that begins no later */
        size_t middle = low + (high - low) / 2;

        if (checked->lines[middle] <= byte)
            low = middle;
        else
            high = middle;
    }
    uint64_t character = byte - checked->lines[low];
    for (size_t at = checked->lines[low]; !utf8 && at < byte; at++) {
        unsigned char c = (unsigned char)checked->bytes[at];

        character -= (c & 0xC0) == 0x80; /* two bytes or three are one */
        character += c >= 0xF0;          /* four are two */
    }
    return json_pack("{s:I, s:I}", "line", (json_int_t)low, "character", (json_int_t)character);
}

json_t *lsp_range(const lsp_checked *checked, almost_span bytes, bool utf8)
{
    return json_pack("{s:o, s:o}", "start", position_of(checked, bytes.start, utf8), "end",
                     position_of(checked, bytes.end, utf8));
}

almost_span lsp_source_bytes(const lsp_checked *checked, almost_span span)
{
    uint64_t length, last = span.end;
    const char *bytes = almost_text_bytes(checked->text, &length);
    almost_span source = {almost_text_place(checked->text, span.start).source_byte, 0};
    source.end = source.start;
    if (span.end > span.start) {
        do
            last--;
        while (last > span.start && ((unsigned char)bytes[last] & 0xC0) == 0x80);
        source.end = almost_text_place(checked->text, last).source_byte + (span.end - last);
    }
    if (source.start > checked->length)
        source.start = checked->length;
    if (source.end > checked->length)
        source.end = checked->length;
    if (source.end < source.start)
        source.end = source.start;
    return source;
}

/* --- Checking ----------------------------------------------------------------------- */

static int go_on(void *context, const char *stage, double share)
{
    const lsp_server *server = context;
    (void)stage;
    (void)share;
    return atomic_load(&server->superseded);
}

almost_status lsp_check(lsp_server *server, const char *bytes, size_t length, bool markdown,
                        lsp_checked *checked, almost_error *error)
{
    almost_environment environment;
    almost_text_options options;
    almost_status status;
    settings_environment(server->settings, &environment);
    environment.progress = go_on;
    environment.progress_context = server;
    almost_text_options_init(&options);
    options.environment = &environment;
    options.format = markdown ? "markdown" : "text";
    options.encoding = "UTF-8";
    options.name = "document";
    if (!find_lines(checked)) {
        *error = (almost_error){.status = ALMOST_ERROR_MEMORY, .message = "out of memory"};
        return ALMOST_ERROR_MEMORY;
    }
    status = almost_text_from_memory(bytes, length, &options, &checked->text, error);
    if (status == ALMOST_OK && server->checker != NULL)
        status = almost_checker_check(server->checker, checked->text, &environment,
                                      &checked->quotations, error);
    return status;
}

/* --- Marks ---------------------------------------------------------------------------- */

enum { SEVERITY_ERROR = 1, SEVERITY_WARNING = 2, SEVERITY_INFORMATION = 3, SEVERITY_HINT = 4 };

/* By almost_quotation_status. */
static const unsigned char severities[] = {[ALMOST_QUOTATION_NOT_CHECKED] = SEVERITY_HINT,
                                           [ALMOST_QUOTATION_VERBATIM] = SEVERITY_HINT,
                                           [ALMOST_QUOTATION_TYPOGRAPHIC] = SEVERITY_INFORMATION,
                                           [ALMOST_QUOTATION_ALTERED] = SEVERITY_ERROR,
                                           [ALMOST_QUOTATION_SPLICED] = SEVERITY_ERROR,
                                           [ALMOST_QUOTATION_MISATTRIBUTED] = SEVERITY_ERROR,
                                           [ALMOST_QUOTATION_NOT_FOUND] = SEVERITY_WARNING};

/* {"location", "message"} of where it stands, where that is a file of lines. Else NULL. */
static json_t *related(const almost_quotation_source *source)
{
    if (source == NULL || strcmp(almost_text_format(source->text), "text") != 0)
        return NULL;
    char *uri = lsp_uri_of(almost_text_name(source->text));
    if (uri == NULL)
        return NULL;
    json_int_t line = (json_int_t)almost_text_place(source->text, source->span.start).line - 1;
    json_t *place = json_pack("[{s:{s:s, s:{s:{s:I, s:i}, s:{s:I, s:i}}}, s:s}]", "location", "uri",
                              uri, "range", "start", "line", line, "character", 0, "end", "line",
                              line, "character", 0, "message", "stands here");
    free(uri);
    return place;
}

static json_t *diagnostic(const lsp_server *server, const lsp_checked *checked, size_t index)
{
    const almost_quotation *item = almost_quotations_at(checked->quotations, index);
    json_t *mark = json_pack(
        "{s:o, s:i, s:s, s:s, s:o}", "range",
        lsp_range(checked, lsp_source_bytes(checked, item->span), server->utf8), "severity",
        severities[item->status], "code", almost_quotation_status_name(item->status), "source",
        "almost", "message", lsp_summary(checked, index));
    json_t *where = item->status == ALMOST_QUOTATION_NOT_FOUND
                        ? NULL
                        : related(almost_quotations_source(checked->quotations, index, 0));
    if (where != NULL)
        json_object_set_new(mark, "relatedInformation", where);
    return mark;
}

/* At the beginning of the document: why nothing is marked. */
static json_t *excuse(const lsp_checked *checked)
{
    return json_pack("{s:{s:{s:i, s:i}, s:{s:i, s:i}}, s:i, s:s, s:s, s:o}", "range", "start",
                     "line", 0, "character", 0, "end", "line", 0, "character", 0, "severity",
                     SEVERITY_WARNING, "code", "not checked", "source", "almost", "message",
                     rpc_string(checked->why, strlen(checked->why), SIZE_MAX));
}

static void publish(lsp_server *server, json_t *params)
{
    lsp_put(server, json_pack("{s:s, s:s, s:o}", "jsonrpc", "2.0", "method",
                              "textDocument/publishDiagnostics", "params", params));
}

void lsp_publish(lsp_server *server, const lsp_document *document)
{
    const lsp_checked *checked = &document->checked;
    json_t *marks = json_array();
    const almost_quotation *item;
    if (checked->why[0] != '\0')
        json_array_append_new(marks, excuse(checked));
    for (size_t i = 0; checked->quotations != NULL &&
                       (item = almost_quotations_at(checked->quotations, i)) != NULL;
         i++)
        if (server->marked >> item->status & 1)
            json_array_append_new(marks, diagnostic(server, checked, i));
    publish(server, json_pack("{s:s, s:I, s:o}", "uri", document->uri, "version", checked->version,
                              "diagnostics", marks));
}

void lsp_publish_nothing(lsp_server *server, const char *uri)
{
    publish(server, json_pack("{s:s, s:[]}", "uri", uri, "diagnostics"));
}
