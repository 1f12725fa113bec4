/* SPDX-License-Identifier: Apache-2.0 */
/* The tool trace: where in a library a quotation, or what is in a text, comes from. */
#include "mcp.h"

#include <string.h>

typedef struct arguments {
    json_t *text;
    const json_t *quote, *library, *limit, *cursor;
} arguments;

typedef struct tracing {
    const mcp_folder *folder;
    almost_library *library;
    almost_tracer *tracer;
    mcp_texts texts;
} tracing;

static bool take(mcp_job *job, json_t *given, arguments *arguments)
{
    json_error_t error;
    if (json_unpack_ex(given, &error, JSON_STRICT, "{s?o, s?o, s?o, s?o, s?o}", "text",
                       &arguments->text, "quote", &arguments->quote, "library", &arguments->library,
                       "limit", &arguments->limit, "cursor", &arguments->cursor) != 0)
        return mcp_fail(job, "%s", error.text);
    if ((arguments->text != NULL) + (arguments->quote != NULL) != 1)
        return mcp_fail(job, "one of quote and text is traced");
    return mcp_wants_string(job, arguments->quote, "quote") &&
           mcp_wants_string(job, arguments->library, "library");
}

static bool open_library(mcp_job *job, const arguments *arguments, tracing *tracing)
{
    almost_environment environment;
    almost_trace_options options;
    almost_error error;
    tracing->folder =
        mcp_texts_folder(job, &job->server->folders.libraries, arguments->library, "--library");
    if (tracing->folder == NULL)
        return false;
    mcp_environment(job, &environment);
    almost_trace_options_init(&options);
    options.environment = &environment;
    options.most = 200; /* as many as a page has at most */
    if (almost_library_open(tracing->folder->path, &environment, &tracing->library, &error) !=
            ALMOST_OK ||
        almost_tracer_new(tracing->library, &options, &tracing->tracer, &error) != ALMOST_OK)
        return mcp_fail_error(job, &error);
    return true;
}

static json_t *describe(const almost_traced *place)
{
    return json_pack("{s:s, s:o, s:I, s:f, s:f, s:f}", "as", almost_traced_as_name(place->as),
                     "document", mcp_name(place->name), "line", (json_int_t)place->line, "likeness",
                     place->likeness, "bits", place->bits, "expected", place->expected);
}

/* Add what stands in a place, where that can be read; a document that changed is not quoted. */
static void quote_place(mcp_job *job, const tracing *tracing, const almost_traced *place,
                        json_t *item)
{
    mcp_texts texts = {0};
    uint64_t length;
    if (mcp_texts_document(job, &texts, tracing->folder, place->name)) {
        (void)almost_text_bytes(texts.texts[0], &length);
        if (place->span.end <= length)
            json_object_update_missing_new(item, mcp_place(texts.texts[0], place->span));
    }
    job->why[0] = '\0';
    mcp_texts_release(&texts);
}

static json_t *trace_quote(mcp_job *job, const arguments *arguments, tracing *tracing)
{
    enum { QUOTED = 3 /* places that are read: the best */ };
    const almost_traced *places;
    almost_error error;
    mcp_page page;
    size_t n;
    if (almost_trace(tracing->tracer, json_string_value(arguments->quote),
                     json_string_length(arguments->quote), &places, &n, &error) != ALMOST_OK) {
        (void)mcp_fail_error(job, &error);
        return NULL;
    }
    if (!mcp_page_find(job, arguments->limit, arguments->cursor, n, &page))
        return NULL;
    json_t *list = json_array();
    for (size_t i = page.start; i < page.end; i++) {
        json_t *item = describe(&places[i]);

        if (i < QUOTED)
            quote_place(job, tracing, &places[i], item);
        json_array_append_new(list, item);
    }
    return mcp_page_end(json_pack("{s:b, s:o}", "found",
                                  n > 0 && places[0].as == ALMOST_TRACED_SOURCE, "places", list),
                        &page, n);
}

static json_t *trace_text(mcp_job *job, const arguments *arguments, tracing *tracing)
{
    const almost_traced_passage *passages;
    almost_error error;
    mcp_page page;
    size_t n;
    if (!mcp_texts_one(job, &tracing->texts, arguments->text, "text"))
        return NULL;
    if (almost_trace_passages(tracing->tracer, tracing->texts.texts[0], &passages, &n, &error) !=
        ALMOST_OK) {
        (void)mcp_fail_error(job, &error);
        return NULL;
    }
    if (!mcp_page_find(job, arguments->limit, arguments->cursor, n, &page))
        return NULL;
    json_t *list = json_array();
    for (size_t i = page.start; i < page.end; i++) {
        json_t *item = describe(&passages[i].place);

        json_object_set_new(item, "passage", mcp_place(tracing->texts.texts[0], passages[i].span));
        json_array_append_new(list, item);
    }
    return mcp_page_end(json_pack("{s:b, s:o}", "found", n > 0, "places", list), &page, n);
}

json_t *mcp_trace(mcp_job *job, json_t *given)
{
    arguments arguments = {0};
    tracing tracing = {0};
    json_t *result = NULL;
    job->steps = 2;
    if (take(job, given, &arguments) && open_library(job, &arguments, &tracing))
        result = arguments.quote != NULL ? trace_quote(job, &arguments, &tracing)
                                         : trace_text(job, &arguments, &tracing);
    mcp_texts_release(&tracing.texts);
    almost_tracer_free(tracing.tracer);
    almost_library_free(tracing.library);
    return result;
}
